// A picture as text, for the build.

import { init } from "./library.js";
import { LIGHT, drawingColours } from "./palette.js";
import { plainColours, prepare, prepareTheme } from "./prepare.js";
import { serialize } from "./serialize.js";
import { lookOf } from "./theme.js";
import { tidy } from "./tidy.js";

/**
 * Takes {id, option, width, height, title, description} and optionally {class, palette, vars}; gives SVG.
 * Throws with the place and the reason rather than drawing less than was asked for.
 */
export function renderSvg(request) {
  checkRequest(request);
  const { id, option, width, height, title, description } = request;
  const palette = { ...LIGHT, ...request.palette };
  const { draw, tokenOf } = drawingColours(palette, plainColours(option));
  const colour = (name) => (Object.hasOwn(draw, name) ? draw[name] : undefined);
  const drawn = drawTree(id, prepare(option, colour, true), prepareTheme(colour), { width, height });
  const look = lookOf(option, (paint) => write(paint, tokenOf(paint), request.vars));
  const svg = serialize(tidy(drawn, look), { ...look, id, width, height, title, description, className: request.class });
  if (!/<(?:path|circle|poly)/.test(svg)) throw new Error("option: the chart came out empty");
  return svg;
}

function write(drawn, token, vars) {
  if (!token) return drawn;
  return vars ? `var(--figure-${token.name},${token.literal})` : token.literal;
}

function drawTree(id, option, theme, size) {
  const chart = init(null, theme, { renderer: "svg", ssr: true, ...size });
  try {
    chart.setOption(option);
    // Ids in the picture start with this. It is zrender's private field (its own value counts charts, which
    // would make a picture depend on those drawn before it), hence the exact version in package.json.
    const { painter } = chart.getZr();
    painter._id = id;
    return painter.renderToVNode({ animation: false, emphasis: false, willUpdate: false, compress: false });
  } finally {
    chart.dispose();
  }
}

function checkRequest({ id, width, height, title, description, class: className }) {
  if (!/^[A-Za-z][\w-]*$/.test(id)) throw new Error(`id: not a plain identifier: ${id}`);
  for (const [name, value] of Object.entries({ width, height })) {
    if (!(Number.isInteger(value) && value >= 40 && value <= 8000)) throw new Error(`${name}: not a size in whole pixels: ${value}`);
  }
  if (typeof title !== "string" || !title.trim()) throw new Error("title: a figure needs one");
  if (typeof description !== "string" || !description.trim()) throw new Error("description: a figure needs one");
  if (className !== undefined && typeof className !== "string") throw new Error("class: must be text");
}
