// What an option may contain. ECharts draws nothing, silently, for a type it does not know, and some of its
// keys open links, load pictures or write HTML; here both are errors that name the place.

import { COMPONENTS, SERIES } from "./library.js";
import { isColour, isColourKey } from "./palette.js";
import { makeFormatter } from "./formatters.js";

const SETTINGS = /^(?:animation\w*|backgroundColor|color|darkMode|hoverLayerThreshold|progressive\w*|stateAnimation|textStyle|useUTC)$/;
const AXES = ["category", "log", "time", "value"];
const PROTOTYPE = ["__proto__", "constructor", "prototype"];
const FORBIDDEN = ["decal", "extraCssText", "graphic", "image", "link", "sublink", "sublinkTarget", "target", "toolbox"];
const DEEPEST = 24;

export function check(option) {
  if (!isObject(option)) throw new Error("option: must be an object");
  walk(option, "option", "", 0);
  checkComponents(option);
  const series = list(option.series);
  if (!series.length) throw new Error("option.series: a chart needs at least one series");
  series.forEach((one, index) => checkSeries(one, `option.series[${index}]`, option));
  for (const side of ["xAxis", "yAxis"]) list(option[side]).forEach((axis, index) => checkAxis(axis, `option.${side}[${index}]`));
  if (!series.some(hasData)) throw new Error("option.series: no series has data");
}

function checkComponents(option) {
  for (const key of Object.keys(option)) {
    if (!COMPONENTS.includes(key) && !SETTINGS.test(key)) {
      throw new Error(`option.${key}: unsupported component; supported: ${COMPONENTS.join(", ")}`);
    }
  }
}

function checkSeries(series, place, option) {
  if (!isObject(series)) throw new Error(`${place}: must be an object`);
  if (!SERIES.includes(series.type)) {
    throw new Error(`${place}.type: unsupported series type \`${series.type}\`; supported: ${SERIES.join(", ")}`);
  }
  if ((series.coordinateSystem ?? "cartesian2d") !== "cartesian2d") {
    throw new Error(`${place}.coordinateSystem: only \`cartesian2d\` is supported`);
  }
  for (const side of ["xAxis", "yAxis"]) {
    const axes = list(option[side]);
    const id = series[`${side}Id`];
    const found = id === undefined ? axes[series[`${side}Index`] ?? 0] : axes.find((axis) => axis.id === id);
    if (!found) throw new Error(`${place}: needs an axis that is not there (option.${side})`);
  }
}

function checkAxis(axis, place) {
  const type = axis.type ?? (axis.data ? "category" : "value");
  if (!AXES.includes(type)) throw new Error(`${place}.type: unknown axis type \`${type}\`; known: ${AXES.join(", ")}`);
}

const hasData = (series) => Array.isArray(series.data) && series.data.length > 0;

function walk(node, place, key, depth) {
  if (depth > DEEPEST) throw new Error(`${place}: nested too deeply`);
  if (typeof node === "function") throw new Error(`${place}: functions are not allowed, name a formatter`);
  if (isColourKey(key) && typeof node !== "boolean") checkColour(node, place);
  if (typeof node === "string") checkText(node, place, key);
  else if (Array.isArray(node)) node.forEach((one, index) => walk(one, `${place}[${index}]`, isColourKey(key) ? "" : key, depth + 1));
  else if (isObject(node)) walkObject(node, place, depth);
}

function walkObject(node, place, depth) {
  if (Object.hasOwn(node, "$fn")) {
    const { $fn, ...args } = node;
    for (const name of Object.keys(args)) guardKey(name, place);
    makeFormatter($fn, args, place);
  }
  for (const name of Object.keys(node)) {
    guardKey(name, place);
    walk(node[name], `${place}.${name}`, name, depth + 1);
  }
}

function guardKey(name, place) {
  if (PROTOTYPE.includes(name)) throw new Error(`${place}: the key \`${name}\` is not allowed`);
  if (FORBIDDEN.includes(name)) throw new Error(`${place}.${name}: not allowed in a figure`);
}

// Colours reach attributes and parts of fonts reach CSS, so both have a closed form.
function checkText(text, place, key) {
  const bad = (why) => {
    throw new Error(`${place}: ${why}: ${text.slice(0, 80)}`);
  };
  if (key === "renderMode" && text !== "richText") bad("a tooltip is drawn as `richText` only");
  if (/formatter$/i.test(key) && /\.tooltip(?:\.|\[)/.test(place)) bad("a tooltip's formatter must be named with $fn");
  if (/^(?:symbol|icon)$/.test(key) && !/^(?:[a-zA-Z]+|path:\/\/[\w\s.,+-]+)$/.test(text)) bad("not a symbol");
  if (key === "fontFamily" && !/^[\w\s,"'-]+$/.test(text)) bad("not a font family");
  if (/^font(?:Style|Weight|Size)$/.test(key) && !/^[\w.]+$/.test(text)) bad("not a font setting");
  if (key === "font") bad("say fontFamily, fontSize and fontWeight");
}

function checkColour(value, place) {
  if (value === null || value === undefined) return;
  if (typeof value === "string") {
    if (!isColour(value)) throw new Error(`${place}: not a colour: ${value.slice(0, 80)}`);
  } else if (Array.isArray(value)) {
    value.forEach((one, index) => checkColour(Array.isArray(one) ? one[1] : one, `${place}[${index}]`));
  } else if (!isObject(value) || !["linear", "radial"].includes(value.type) || !Array.isArray(value.colorStops)) {
    throw new Error(`${place}: neither a colour nor a gradient`);
  }
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const list = (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);
