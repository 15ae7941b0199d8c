// From the JSON of an option to what ECharts is given: checked, formatters found, colours filled in, and the
// settings that a figure may not change. Both ends go through here; they differ in `colour` alone.

import { check } from "./check.js";
import { makeFormatter } from "./formatters.js";
import { isColourKey, tokenName } from "./palette.js";
import { theme } from "./theme.js";

/** `colour(name)` gives a token's literal; `still` switches every movement off. */
export function prepare(option, colour, still) {
  check(option);
  const ready = revive(option, "option", false, colour);
  Object.assign(ready, { useUTC: true, darkMode: false });
  Object.assign(ready, still ? { animation: false } : { animation: true, animationDuration: 0, animationDurationUpdate: 250 });
  if (ready.tooltip) ready.tooltip = asList(ready.tooltip).map((one) => ({ ...one, renderMode: "richText", confine: true }));
  // In steps a big series would still be incomplete when the picture is taken.
  ready.series = asList(ready.series).map((one) => ({ ...one, progressive: 0 }));
  return ready;
}

export const prepareTheme = (colour) => revive(theme, "theme", false, colour);

/** The colours that an option names outright. */
export function plainColours(node, inColour = false) {
  if (typeof node === "string") return inColour && !tokenName(node) ? [node] : [];
  if (Array.isArray(node)) return node.flatMap((one) => plainColours(one, inColour));
  if (typeof node !== "object" || node === null) return [];
  return Object.keys(node).flatMap((key) => plainColours(node[key], inColour || isColourKey(key)));
}

function revive(node, place, inColour, colour) {
  if (typeof node === "string") return inColour ? literal(node, place, colour) : node;
  if (Array.isArray(node)) return node.map((one, index) => revive(one, `${place}[${index}]`, inColour, colour));
  if (typeof node !== "object" || node === null) return node;
  const copy = {};
  for (const key of Object.keys(node)) copy[key] = revive(node[key], `${place}.${key}`, inColour || isColourKey(key), colour);
  if (!Object.hasOwn(node, "$fn")) return copy;
  const { $fn, ...args } = copy;
  return makeFormatter($fn, args, place);
}

function literal(text, place, colour) {
  const name = tokenName(text);
  if (!name) return text;
  const found = colour(name);
  if (!found) throw new Error(`${place}: unknown colour token \`${name}\``);
  return found;
}

const asList = (value) => (Array.isArray(value) ? value : [value]);
