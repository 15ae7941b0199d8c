// The part of ECharts that is in this module. What is not registered here, `check` refuses by name.

import { init, setPlatformAPI, use } from "echarts/core";
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TitleComponent,
  TooltipComponent,
} from "echarts/components";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

use([
  AriaComponent,
  BarChart,
  GridComponent,
  LabelLayout,
  LegendComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  ScatterChart,
  SVGRenderer,
  TitleComponent,
  TooltipComponent,
]);

export const SERIES = ["bar", "line", "scatter"];

export const COMPONENTS = ["aria", "axisPointer", "grid", "legend", "series", "title", "tooltip", "xAxis", "yAxis"];

export { init, setPlatformAPI };
