import assert from "node:assert/strict";
import { test } from "node:test";

import { format, formatterNames } from "../../../assets/chart.min.js";

function check(name, cases) {
  test(name, () => {
    for (const [value, expected, args = {}] of cases) assert.equal(format(name, args, value), expected);
  });
}

check("rank", [[8, "#8"], [0, ""], [2.5, ""], [null, "–"], [{ value: [3, 4] }, "#4"], [{ value: [3, 4] }, "#3", { dim: 0 }]]);

check("compact", [
  [1_580_000_000_000, "1.58T"], [42_100_000_000, "42.1B"], [305_000_000, "305M"], [1000, "1K"], [999, "999"], [999.6, "1K"],
  [999_499, "999K"], [999_500, "1M"], [0, "0"], [0.5, "0.5"], [1.5, "1.5"], [-1_580_000, "−1.58M"], [12_345_678_000_000_000, "12,346T"],
  [1_580_000_000_000, "1.6T", { digits: 2 }], [5_000_000, "+5M", { signed: true }], [null, "–"], ["x", "–"],
]);

check("integer", [[1234567, "1,234,567"], [999, "999"], [-1234.4, "−1,234"], [12, "+12", { signed: true }], [0, "0", { signed: true }]]);

check("percent", [[0.127, "12.7%"], [0.1, "10%"], [0.1, "10.0%", { fixed: true }], [-0.051, "−5.1%"], [0.12345, "12.35%", { digits: 2 }], [12.5, "1,250%"]]);

check("decimal", [[3.14159, "3.14"], [3, "3"], [3, "3.0", { digits: 1, fixed: true }], [1234.5, "1,234.5"]]);

check("usd", [[5, "$5.00"], [0.075, "$0.075", { digits: 3 }], [1500, "$1,500.00"], [-2, "−$2.00"]]);

check("period", [
  ["2026-W17", "W17"], ["2026-W17", "W17 2026", { year: true }], ["2026-04", "Apr"], ["2026-04-07", "7 Apr"], ["2026-Q2", "Q2"],
  ["spring", "spring"], [{ name: "2026-W01" }, "W01"], [{ value: "2026-W02" }, "W02"],
]);

check("name", [[{ seriesName: "A" }, "A"], ["B", "B"]]);
check("item", [[{ name: "A" }, "A"]]);
check("label", [[{ data: { label: "A" } }, "A"], [{ data: 3 }, ""]]);
check("join", [[{ value: 3, seriesName: "A" }, "→ A", { parts: ["→ ", (input) => input.seriesName] }]]);

check("itemTooltip", [
  [{ seriesName: "A", name: "2026-W17", value: 3 }, "A\n2026-W17  #3", { format: (value) => `#${value}` }],
  [{ name: "A", data: { name: "A" }, value: [10, 2000] }, "A\nScore  10", { lines: [{ label: "Score", dim: 0 }] }],
  [{ seriesName: "A", value: 1, data: { tip: ["one", "two"] } }, "A\none\ntwo"],
  [{ seriesName: "{b|A}", value: 1234.5 }, "{\u2060b|A}\n1,234.5"],
]);

const across = [["A", 5], ["B", 9], ["C", null], ["D", 7]].map(([seriesName, value]) => ({ seriesName, value, axisValue: "2026-W17", axisValueLabel: "W17" }));
check("axisTooltip", [
  [across, "W17\nB  9\nD  7\nA  5"],
  [across, "W17\nA  5\nD  7\nand 1 more", { order: "asc", limit: 2 }],
  [across, "2026-W17!\nA  5", { skip: ["B", "D"], title: (value) => `${value}!` }],
]);

test("the list of names", () => {
  assert.equal(
    formatterNames().join(" "),
    "axisTooltip compact decimal integer item itemTooltip join label name percent period rank tokens usd",
  );
});
