// Builds ../../assets/chart.min.js and ../../assets/figures.js. The same sources give the same bytes.

import { nodeResolve } from "@rollup/plugin-node-resolve";
import { minify } from "terser";

const CHART_BANNER = `/*!
 * Charts for standings: a tree-shaken, modified bundle.
 * Apache ECharts 6.1.0, Apache-2.0, modified. Copyright 2017-2026 The Apache Software Foundation.
 *   Parts of it are from d3, BSD-3-Clause. Copyright 2010-2016 Mike Bostock.
 * ZRender 6.1.0, BSD-3-Clause. Copyright (c) 2017, Baidu Inc.
 * tslib, 0BSD. Copyright (c) Microsoft Corporation.
 * The licence texts are in THIRD_PARTY/ of the standings sources and in /licenses.txt of a generated site.
 */`;

// The libraries' own debug branches are dead code here.
const production = {
  name: "production",
  transform: (code) => ({ code: code.replaceAll("process.env.NODE_ENV", '"production"'), map: null }),
};

// zrender stops measuring single letters when that once took longer than a few milliseconds, and truncates
// texts differently from then on. A picture may not depend on how busy the machine was.
const steadyMeasuring = {
  name: "steady-measuring",
  transform(code, id) {
    if (!/zrender[\\/]lib[\\/]contain[\\/]text\.js$/.test(id)) return null;
    const timing = "var cost = +(new Date()) - start;";
    if (!code.includes(timing)) this.error("zrender measures text in another way now: look at contain/text.js");
    return { code: code.replace(timing, "var cost = 0;"), map: null };
  },
};

const terser = (banner) => ({
  name: "terser",
  async renderChunk(code) {
    const options = { module: true, ecma: 2020, compress: { passes: 2 }, format: { comments: false, preamble: banner, ascii_only: true } };
    return { code: `${(await minify(code, options)).code}\n`, map: null };
  },
});

export default [
  {
    input: "src/index.js",
    output: { file: "../../assets/chart.min.js", format: "es" },
    plugins: [production, steadyMeasuring, nodeResolve(), terser(CHART_BANNER)],
  },
  {
    input: "src/loader.js",
    output: { file: "../../assets/figures.js", format: "es" },
    plugins: [terser()],
  },
];
