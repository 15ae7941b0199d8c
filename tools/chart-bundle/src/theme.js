// The look that every figure starts from, in tokens, so that no colour of the library's own is left over.

export const FONT_FAMILY = "Inter, system-ui, sans-serif";

const FONT_SIZE = 12;

/** What `tidy` takes: the font of the picture as a whole, and how a colour is written. */
export const lookOf = (option, paint) => ({ fontFamily: option.textStyle?.fontFamily ?? FONT_FAMILY, fontSize: FONT_SIZE, paint });

const text = (color, fontSize = FONT_SIZE) => ({ color, fontSize, fontFamily: FONT_FAMILY });

const axis = (withLine) => ({
  axisLine: { show: withLine, lineStyle: { color: "token:quiet" } },
  axisTick: { show: false, lineStyle: { color: "token:quiet" } },
  axisLabel: text("token:muted"),
  nameTextStyle: text("token:muted"),
  splitLine: { show: !withLine, lineStyle: { color: "token:grid" } },
  minorSplitLine: { lineStyle: { color: "token:grid" } },
  minorTick: { lineStyle: { color: "token:grid" } },
  splitArea: { areaStyle: { color: ["token:paper", "token:grid"] } },
});

const marks = {
  markLine: {
    symbol: "none",
    silent: true,
    label: { color: "token:muted", fontSize: 11 },
    lineStyle: { color: "token:muted", width: 1, type: "dashed" },
  },
  markPoint: { silent: true, label: { color: "token:ink", fontSize: 11 }, itemStyle: { color: "token:ink" } },
  markArea: { silent: true, label: { color: "token:muted", fontSize: 11 }, itemStyle: { color: "token:grid", opacity: 0.5 } },
};

export const theme = {
  color: ["token:c1", "token:c2", "token:c3", "token:c4", "token:c5", "token:c6", "token:c7", "token:c8"],
  backgroundColor: "transparent",
  textStyle: text("token:ink"),
  title: { textStyle: { ...text("token:ink", 15), fontWeight: 600 }, subtextStyle: text("token:muted") },
  legend: {
    textStyle: text("token:ink"),
    inactiveColor: "token:quiet",
    inactiveBorderColor: "token:quiet",
    itemStyle: { borderColor: "token:paper" },
  },
  tooltip: {
    backgroundColor: "token:paper",
    borderColor: "token:quiet",
    borderWidth: 1,
    shadowBlur: 0,
    shadowOffsetX: 0,
    shadowOffsetY: 0,
    textStyle: text("token:ink", 13),
    axisPointer: {
      lineStyle: { color: "token:muted" },
      crossStyle: { color: "token:muted" },
      shadowStyle: { color: "token:ink", opacity: 0.06 },
      label: { color: "token:paper", backgroundColor: "token:ink", fontFamily: FONT_FAMILY },
    },
  },
  axisPointer: {
    lineStyle: { color: "token:muted" },
    label: { color: "token:paper", backgroundColor: "token:ink", fontFamily: FONT_FAMILY },
  },
  categoryAxis: axis(true),
  valueAxis: axis(false),
  logAxis: axis(false),
  timeAxis: axis(true),
  line: { symbol: "circle", symbolSize: 5, lineStyle: { width: 2 }, label: { color: "token:ink" }, ...marks },
  bar: { label: { color: "token:ink" }, itemStyle: { borderColor: "token:paper" }, ...marks },
  scatter: { label: { color: "token:ink" }, ...marks },
};
