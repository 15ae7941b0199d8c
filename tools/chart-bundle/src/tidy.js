// From zrender's tree of a picture to one that may stand in any page: a closed list of elements and
// attributes, no inline styles, and no digits that differ by machine. Both ends draw this tree, the build as
// text and the page as elements, which is why the two pictures are the same to the pixel.

const GEOMETRY = "cx cy d dx dy height offset points r stdDeviation stroke-dasharray stroke-dashoffset stroke-width width x x1 x2 y y1 y2".split(" ");
const RATIOS = "fill-opacity flood-opacity opacity stop-opacity stroke-opacity".split(" ");
const PAINTS = "fill flood-color stop-color stroke".split(" ");
const WORDS = (
  "clip-path clip-rule dominant-baseline fill-rule filter gradientUnits id paint-order stroke-linecap stroke-linejoin " +
  "stroke-miterlimit text-anchor"
).split(" ");
const ELEMENTS = "circle clipPath defs feDropShadow filter g linearGradient path polygon polyline radialGradient rect stop text".split(" ");
const DRAWN = "circle path polygon polyline rect text".split(" ");
const LEFT_OUT = /^(?:ecmeta_.*|pointer-events|style|xml:space)$/;
const FONT = /^(?:font:)?\s*(?:(normal|italic|oblique)\s+)?(?:(normal|bold|bolder|lighter|\d+)\s+)?([\d.]+)px\s+(.+)$/;

/** `look` is {fontFamily, fontSize, paint}: what the picture as a whole has, and how a colour is written. */
export function tidy(root, look) {
  return { ...root, children: branches(root, look) };
}

const branches = ({ tag, children }, look) => (children ?? []).flatMap((child) => branch(tag === "clipPath" ? shapeOf(child) : child, look));

function branch(node, look) {
  if (node.key === "main") return branches(node, look);
  if (!ELEMENTS.includes(node.tag)) throw new Error(`the picture holds an element that is not allowed: ${node.tag}`);
  const { tag, attrs } = flatten(asCircle(node));
  const written = {};
  for (const name of Object.keys(attrs)) copyAttribute(name, attrs[name], written, look, decimals(attrs.transform));
  if (isInvisible(tag, written)) return [];
  if (tag === "text") Object.assign(written, font(attrs.style, look), spaces(node.text));
  const children = branches(node, look);
  if (tag === "g" && !children.length) return [];
  return [{ tag, attrs: written, key: node.key, text: node.text, children: children.length ? children : undefined }];
}

// What lies in a clip path is only a shape; the colours that zrender gives it mean nothing.
const shapeOf = (node) => ({
  ...node,
  attrs: Object.fromEntries(Object.entries(node.attrs).filter(([name]) => GEOMETRY.includes(name) || name === "transform")),
});

function isInvisible(tag, written) {
  if (Object.values(written).some((value) => /NaN|Infinity/.test(value))) return true;
  const isFilled = written.fill !== "none" && written["fill-opacity"] !== "0";
  const isStroked = written.stroke && written["stroke-width"] !== "0" && written["stroke-opacity"] !== "0";
  return DRAWN.includes(tag) && !isFilled && !isStroked;
}

function copyAttribute(name, value, written, look, places) {
  if (value === undefined || value === null || value === false) return;
  if (PAINTS.includes(name)) written[name] = look.paint(String(value));
  else if (GEOMETRY.includes(name)) written[name] = round(value, places);
  else if (RATIOS.includes(name)) written[name] = round(value, 3);
  else if (name === "transform") written[name] = transform(value);
  else if (WORDS.includes(name)) written[name] = String(value);
  else if (!LEFT_OUT.test(name)) throw new Error(`the picture holds an attribute that is not allowed: ${name}`);
}

// Round symbols come as a path around the unit circle under a scale.
function asCircle(node) {
  if (node.tag !== "path" || !/^M1 0A1 1 0 1 1 1 -?0[.0-9]*Z?$/.test(node.attrs.d)) return node;
  const { d: _, ...rest } = node.attrs;
  return { ...node, tag: "circle", attrs: { cx: 0, cy: 0, r: 1, ...rest } };
}

// A shifted text or circle is the same text or circle elsewhere, and an even scale of a circle is its radius.
function flatten({ tag, attrs }) {
  if (!attrs.transform || (tag !== "text" && tag !== "circle")) return { tag, attrs };
  const [x, y] = tag === "text" ? ["x", "y"] : ["cx", "cy"];
  const m = matrix(attrs.transform);
  const isEven = m[1] === 0 && m[2] === 0 && m[0] === m[3] && m[0] > 0;
  if (!isEven || (tag === "text" && m[0] !== 1)) return { tag, attrs };
  const { transform: _, ...rest } = attrs;
  rest[x] = m[0] * (attrs[x] ?? 0) + m[4];
  rest[y] = m[0] * (attrs[y] ?? 0) + m[5];
  if (tag === "circle") rest.r = m[0] * attrs.r;
  if (tag === "circle" && attrs.stroke) rest["stroke-width"] = m[0] * (attrs["stroke-width"] ?? 1);
  return { tag, attrs: rest };
}

function matrix(written) {
  const numbers = written.slice(written.indexOf("(") + 1, -1).split(/[ ,]+/).map(Number);
  return written.startsWith("translate") ? [1, 0, 0, 1, ...numbers] : numbers;
}

function transform(written) {
  if (written.startsWith("translate")) return round(written, 2);
  const m = matrix(written);
  return `matrix(${m.slice(0, 4).map((one) => round(one, 3)).join(" ")} ${round(m[4], 2)} ${round(m[5], 2)})`;
}

// Two decimals on paper. Under a scale the shape's own numbers need more to end up as exact.
const decimals = (written) => (written?.startsWith("matrix") && Math.max(...matrix(written).slice(0, 4).map(Math.abs)) > 1 ? 4 : 2);

// Rounding hides the last bits, in which the mathematical libraries of systems differ.
function round(value, places) {
  const scale = 10 ** places;
  return String(value).replace(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi, (number) => {
    const rounded = Math.round(Number(number) * scale) / scale;
    return String(rounded === 0 ? 0 : rounded);
  });
}

function font(style, look) {
  const found = style?.includes("font-size:") ? separateFont(style) : FONT.exec(style ?? "")?.slice(1);
  if (!found) throw new Error(`cannot read the font of a text: ${style}`);
  const [slope, weight, size, family] = found;
  const written = {};
  if (family.trim() !== look.fontFamily) written["font-family"] = family.trim();
  if (Number(size) !== look.fontSize) written["font-size"] = round(size, 2);
  if (weight && weight !== "normal" && weight !== "400") written["font-weight"] = weight;
  if (slope && slope !== "normal") written["font-style"] = slope;
  return written;
}

function separateFont(style) {
  const part = (name) => new RegExp(`(?:^|;)font-${name}:([^;]*)`).exec(style)?.[1];
  return [part("style"), part("weight"), parseFloat(part("size")), part("family")];
}

const spaces = (text) => (/^\s|\s$|\s\s/.test(text) ? { "xml:space": "preserve" } : {});
