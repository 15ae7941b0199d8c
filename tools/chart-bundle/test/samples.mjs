// Four figures of the kinds that a site draws, with a fixed generator instead of data.

let state = 42;
const random = () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;

const MODELS = [
  "Claude Opus 5", "Gemini 4 Pro", "GPT-6", "Kimi K2.6", "DeepSeek V5", "Qwen 4 Max", "Grok 5", "Llama 6 405B", "Mistral Écrin", "GLM-6",
  "MiniMax M3", "Nemotron 5",
];
const WEEKS = Array.from({ length: 16 }, (_, index) => `2026-W${String(index + 6).padStart(2, "0")}`);

function walks() {
  const scores = MODELS.map((_, index) => 40 - index * 2.6);
  const ranks = MODELS.map(() => []);
  for (const _ of WEEKS) {
    scores.forEach((score, index) => (scores[index] = score + (random() - 0.5) * 7));
    const order = scores.map((_, index) => index).sort((a, b) => scores[b] - scores[a]);
    order.forEach((model, place) => ranks[model].push(place + 1));
  }
  return ranks;
}

export function bump(narrow = false) {
  state = 42;
  const story = { 0: "token:accent", 3: "token:c1", 7: "token:c3" };
  const ranks = walks();
  return {
    grid: { left: 36, right: narrow ? 118 : 150, top: 20, bottom: 34 },
    tooltip: { trigger: "item", formatter: { $fn: "itemTooltip", format: { $fn: "rank" } } },
    xAxis: { type: "category", data: WEEKS, boundaryGap: false, axisLabel: { formatter: { $fn: "period" }, interval: narrow ? 4 : 1 } },
    yAxis: { type: "value", inverse: true, min: 1, max: MODELS.length, interval: 1, axisLabel: { formatter: { $fn: "rank" } }, splitLine: { show: false } },
    series: MODELS.map((name, index) => ({
      type: "line",
      name,
      data: ranks[index].map((rank, week) => (index === 5 && week > 5 && week < 9 ? null : rank)),
      z: story[index] ? 3 : 2,
      symbol: "circle",
      symbolSize: story[index] ? 7 : 4,
      lineStyle: { width: story[index] ? 3 : 1.5 },
      itemStyle: { color: story[index] ?? "token:quiet" },
      emphasis: { focus: "series" },
      endLabel: {
        show: true,
        distance: 8,
        color: story[index] ?? "token:muted",
        fontWeight: story[index] ? 600 : 400,
        formatter: { $fn: "join", parts: [{ $fn: "rank" }, "  ", { $fn: "name" }] },
      },
      ...(index === 0 && {
        markLine: { symbol: "none", label: { position: "start", formatter: "new method" }, data: [{ xAxis: "2026-W14" }] },
      }),
    })),
  };
}

export function bars(narrow = false) {
  state = 7;
  const volumes = MODELS.map(() => Math.round(4e12 * random() ** 2 + 2e10)).sort((a, b) => b - a);
  return {
    grid: { left: narrow ? 104 : 120, right: 70, top: 40, bottom: 28 },
    legend: { top: 4, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12 },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: { $fn: "compact" } },
    xAxis: { type: "value", axisLabel: { formatter: { $fn: "compact" } }, splitNumber: narrow ? 3 : 6 },
    yAxis: { type: "category", inverse: true, data: MODELS, axisLine: { show: false }, axisLabel: { color: "token:ink" } },
    series: [
      { type: "bar", name: "This week", data: volumes, itemStyle: { color: "token:c1" }, label: { show: true, position: "right", formatter: { $fn: "compact" } } },
      { type: "bar", name: "Last week", data: volumes.map((volume, index) => Math.round(volume * (0.8 + index / 40))), itemStyle: { color: "token:quiet" } },
    ],
  };
}

export function scatter(narrow = false) {
  state = 11;
  const points = MODELS.map((name, index) => ({ name, value: [1510 - index * 14 + random() * 20, Math.round(10 ** (9.5 + random() * 3))] }));
  return {
    grid: { left: 60, right: narrow ? 60 : 100, top: 30, bottom: 48 },
    tooltip: { trigger: "item", formatter: { $fn: "itemTooltip", lines: [{ label: "Score", dim: 0, format: { $fn: "integer" } }, { label: "Tokens", dim: 1, format: { $fn: "compact" } }] } },
    xAxis: { type: "value", name: "Arena score", nameLocation: "middle", nameGap: 30, scale: true, splitNumber: 4 },
    yAxis: { type: "log", name: "Tokens a week", axisLabel: { formatter: { $fn: "compact" } } },
    series: [
      {
        type: "scatter",
        symbolSize: 12,
        data: points.map((point, index) => ({ ...point, itemStyle: { color: `token:c${(index % 8) + 1}`, opacity: 0.9 } })),
        label: { show: true, position: "right", distance: 6, formatter: { $fn: "item" }, fontSize: 11 },
        labelLayout: { moveOverlap: "shiftY" },
        markLine: { data: [{ type: "average", valueDim: "x", name: "mean" }], label: { formatter: "mean" } },
      },
    ],
  };
}

export function history(narrow = false) {
  state = 23;
  const middle = WEEKS.map((_, index) => 1420 + index * 4 + random() * 12);
  return {
    grid: { left: 48, right: narrow ? 24 : 60, top: 24, bottom: 34 },
    tooltip: { trigger: "axis", formatter: { $fn: "axisTooltip", title: { $fn: "period", year: true }, format: { $fn: "integer" }, skip: ["low", "range"] } },
    xAxis: { type: "category", data: WEEKS, boundaryGap: false, axisLabel: { formatter: { $fn: "period" }, interval: narrow ? 4 : 1 } },
    yAxis: { type: "value", scale: true, axisLabel: { formatter: { $fn: "integer" } } },
    series: [
      { type: "line", name: "low", data: middle.map((value) => value - 14), stack: "band", symbol: "none", lineStyle: { opacity: 0 }, silent: true },
      { type: "line", name: "range", data: middle.map(() => 28), stack: "band", symbol: "none", lineStyle: { opacity: 0 }, areaStyle: { color: "token:accent", opacity: 0.15 }, silent: true },
      {
        type: "line",
        name: "Claude Opus 5",
        data: middle,
        itemStyle: { color: "token:accent" },
        lineStyle: { width: 2.5 },
        smooth: 0.2,
        markPoint: { symbol: "pin", symbolSize: 30, data: [{ coord: ["2026-W12", middle[6]], value: "v2" }], label: { color: "token:paper" }, itemStyle: { color: "token:ink" } },
        markArea: { data: [[{ xAxis: "2026-W16" }, { xAxis: "2026-W18" }]] },
      },
    ],
  };
}

export const SAMPLES = { bump, bars, scatter, history };
