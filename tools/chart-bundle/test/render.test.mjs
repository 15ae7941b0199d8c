// The built module, as the build of a site sees it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

import * as chart from "../../../assets/chart.min.js";
import { SAMPLES } from "./samples.mjs";

const SOURCE = readFileSync(new URL("../../../assets/chart.min.js", import.meta.url), "utf8");

const request = (option, more = {}) => ({ id: "fig", option, width: 960, height: 540, title: "A title", description: "What it shows.", ...more });

const draw = (option, more) => chart.renderSvg(request(option, more));

const line = (more = {}) => ({
  xAxis: { type: "category", data: ["2026-W01", "2026-W02"] },
  yAxis: { type: "value" },
  series: [{ type: "line", name: "a", data: [1, 2] }],
  ...more,
});

/** A fresh engine without modules: the file's last statement, its exports, is cut off. */
function inFreshEngine(json, globals = {}) {
  const context = vm.createContext({ ...globals });
  vm.runInContext(SOURCE.replace(/export\s*\{[^}]*\};?\s*$/, ""), context);
  return vm.runInContext(`__chart.renderSvgJson(${JSON.stringify(json)})`, context);
}

for (const [name, sample] of Object.entries(SAMPLES)) {
  test(`${name}: sound SVG in a closed form`, () => {
    const svg = draw(sample(), { vars: true, class: "figure-wide" });
    assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="figure-wide" viewBox="0 0 960 540" /);
    assert.match(svg, /role="img" aria-labelledby="fig-t fig-d"/);
    assert.match(svg, /<title id="fig-t">A title<\/title><desc id="fig-d">What it shows.<\/desc>/);
    assert.doesNotMatch(svg, / style=|<style|<script| on\w+=|href|ecmeta|class="zr|NaN|undefined/);
    assert.doesNotMatch(svg, /\d\.\d{5}/);
    for (const [, id] of svg.matchAll(/ id="([^"]*)"/g)) assert.match(id, /^fig-[a-z]\d*$/);
    for (const [, id] of svg.matchAll(/url\(#([^)]*)\)/g)) assert.ok(svg.includes(`id="${id}"`), id);
  });

  test(`${name}: no colour but the palette's`, () => {
    const known = new Set(Object.values(chart.palettes.light));
    for (const [, colour] of draw(sample()).matchAll(/ (?:fill|stroke)="([^"]*)"/g)) assert.ok(colour === "none" || known.has(colour), colour);
  });

  test(`${name}: the same bytes again, after others, and in fresh engines`, () => {
    const first = draw(sample());
    draw(SAMPLES.bars());
    assert.equal(draw(sample()), first);
    const json = JSON.stringify(request(sample()));
    assert.equal(inFreshEngine(json), first);
    assert.equal(inFreshEngine(json, { console, setTimeout, clearTimeout }), first);
  });

  test(`${name}: narrow`, () => assert.match(draw(sample(true), { width: 390, height: 560 }), /viewBox="0 0 390 560"/));
}

test("hostile names stay text", () => {
  const hostile = `"><script>alert(1)</script>' onload="x" {b|y} token:ink \u0000\ud800 ]]>`;
  const svg = draw(
    line({
      legend: { show: true },
      xAxis: { type: "category", data: [hostile, "b"], name: hostile },
      series: [{ type: "line", name: hostile, data: [{ value: 1, name: hostile }, 2], endLabel: { show: true, formatter: { $fn: "name" } } }],
    }),
    { title: hostile, description: hostile },
  );
  assert.doesNotMatch(svg, /<script|"[^<>]*onload="x"/);
  assert.ok(svg.includes("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39; onload=&quot;x&quot; {b|y} token:ink \ufffd\ufffd ]]&gt;"));
});

test("a colour position takes colours only", () => {
  for (const color of ['red" onload="alert(1)', "url(#x)", "var(--x)", "image.png", { image: "x.png" }, { type: "linear" }]) {
    assert.throws(() => draw(line({ series: [{ type: "line", data: [1], lineStyle: { color } }] })), /lineStyle\.color/);
  }
});

test("what would come out empty or wrong is an error with a place", () => {
  const series = (more) => line({ series: [{ type: "line", data: [1], ...more }] });
  const cases = [
    [series({ type: "treemap" }), /series\[0\]\.type: unsupported series type `treemap`; supported: bar, line, scatter/],
    [series({ type: undefined }), /unsupported series type `undefined`/],
    [series({ coordinateSystem: "polar" }), /only `cartesian2d`/],
    [series({ yAxisIndex: 1 }), /series\[0\]: needs an axis that is not there \(option\.yAxis\)/],
    [series({ data: [] }), /no series has data/],
    [{ ...line(), xAxis: undefined }, /needs an axis/],
    [{ ...line(), series: [] }, /at least one series/],
    [{ ...line(), dataZoom: {} }, /option\.dataZoom: unsupported component; supported: aria,/],
    [{ ...line(), toolbox: {} }, /toolbox/],
    [{ ...line(), graphic: {} }, /graphic/],
    [{ ...line(), xAxis: { type: "weird" } }, /unknown axis type `weird`/],
    [{ ...line(), title: { text: "a", link: "https://example.com" } }, /option\.title\.link: not allowed/],
    [{ ...line(), title: { sublink: "x" } }, /sublink/],
    [{ ...line(), tooltip: { renderMode: "html" } }, /richText/],
    [{ ...line(), tooltip: { formatter: "{b}" } }, /named with \$fn/],
    [series({ data: [{ value: 1, tooltip: { formatter: "{b}" } }] }), /named with \$fn/],
    [series({ label: { formatter: { $fn: "nope" } } }), /label\.formatter: unknown formatter `nope`; known: axisTooltip,/],
    [series({ label: { formatter: { $fn: "rank", size: 1 } } }), /formatter `rank` takes no `size`/],
    [series({ label: { formatter: { $fn: "constructor" } } }), /unknown formatter/],
    [series({ lineStyle: { color: "token:nope" } }), /series\[0\]\.lineStyle\.color: unknown colour token `nope`/],
    [series({ lineStyle: { color: "token:constructor" } }), /unknown colour token/],
    [series({ symbol: "image://x.png" }), /not a symbol/],
    [series({ label: { fontFamily: "x;background:url(y)" } }), /not a font family/],
    [series({ data: [() => 1] }), /functions are not allowed/],
    [JSON.parse('{"__proto__": {"a": 1}}'), /`__proto__` is not allowed/],
    [series(JSON.parse('{"label": {"constructor": 1}}')), /`constructor` is not allowed/],
  ];
  for (const [option, message] of cases) assert.throws(() => draw(option), message);
  assert.throws(() => draw(line(), { id: '"x' }), /^Error: id:/);
  assert.throws(() => draw(line(), { width: NaN }), /^Error: width:/);
  assert.throws(() => draw(line(), { title: " " }), /^Error: title:/);
});

test("a colour is written as the palette has it, however many tokens share it", () => {
  const option = line({
    series: [
      { type: "line", data: [1, 2], lineStyle: { color: "token:c1" }, symbol: "none" },
      { type: "line", data: [2, 3], lineStyle: { color: "token:c2" }, symbol: "none" },
      { type: "line", data: [3, 4], lineStyle: { color: "#FF0000" }, symbol: "none" },
    ],
  });
  const palette = { c1: "#f00", c2: "#ff0000" };
  const strokes = (svg) => [...svg.matchAll(/ stroke="([^"]*)" stroke-width="2"/g)].map(([, stroke]) => stroke);
  assert.deepEqual(strokes(draw(option, { palette })), ["#ff0000", "#ff0000", "#FF0000"]);
  assert.deepEqual(strokes(draw(option, { palette, vars: true })), ["var(--figure-c1,#ff0000)", "var(--figure-c2,#ff0000)", "#FF0000"]);
});

test("a palette of the caller's may add names", () => {
  const option = line({ series: [{ type: "bar", data: [1], itemStyle: { color: "token:lab-a" } }] });
  assert.ok(draw(option, { palette: { "lab-a": "#123456" }, vars: true }).includes('fill="var(--figure-lab-a,#123456)"'));
});

test("opacity and gradients keep their tokens", () => {
  const color = { type: "linear", x: 0, y: 0, x2: 0, y2: 1, colorStops: [{ offset: 0, color: "token:c1" }, { offset: 1, color: "token:paper" }] };
  const svg = draw(line({ series: [{ type: "line", data: [1, 2], areaStyle: { color, opacity: 0.4 } }] }), { vars: true });
  assert.match(svg, /<linearGradient[^>]* id="fig-g0"><stop offset="0%" stop-color="var\(--figure-c1,#1f5fbf\)"\/>/);
  assert.match(svg, /fill="url\(#fig-g0\)" fill-opacity="0.4"/);
});

test("the host measures text, but not the line height", () => {
  const asked = [];
  const option = line({ legend: { show: true }, series: [{ type: "line", name: "Écrin 国産", data: [1, 2] }] });
  inFreshEngine(JSON.stringify(request(option)), { __measureText: (text, font) => (asked.push([text, font]), text.length * 7) });
  assert.ok(asked.some(([text, font]) => text === "Écrin 国産" && font === "normal normal 12px Inter, system-ui, sans-serif"), JSON.stringify(asked.at(-1)));
  assert.ok(!asked.some(([text]) => text === "国"));
});

test("neither the time zone nor the clock shows", () => {
  const option = line({ xAxis: { type: "time" }, series: [{ type: "line", data: [["2026-03-01T00:00:00Z", 1], ["2026-03-09T00:00:00Z", 2]] }] });
  const before = process.env.TZ;
  const pictures = ["UTC", "America/New_York", "Pacific/Kiritimati"].map((zone) => ((process.env.TZ = zone), draw(option)));
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
  assert.equal(new Set(pictures).size, 1);
});
