// From a tidy tree to SVG text, with every value escaped.

/** `figure` is {id, width, height, title, description, className, fontFamily, fontSize}. */
export function serialize(root, figure) {
  const head = attributes({
    xmlns: "http://www.w3.org/2000/svg",
    class: figure.className,
    viewBox: `0 0 ${figure.width} ${figure.height}`,
    width: figure.width,
    height: figure.height,
    role: "img",
    "aria-labelledby": `${figure.id}-t ${figure.id}-d`,
    "font-family": figure.fontFamily,
    "font-size": figure.fontSize,
  });
  const title = `<title id="${figure.id}-t">${escape(figure.title)}</title>`;
  const description = `<desc id="${figure.id}-d">${escape(figure.description)}</desc>`;
  return `<svg${head}>${title}${description}${root.children.map(element).join("")}</svg>`;
}

function element({ tag, attrs, text, children }) {
  const inside = text === undefined ? (children ?? []).map(element).join("") : escape(text);
  return inside ? `<${tag}${attributes(attrs)}>${inside}</${tag}>` : `<${tag}${attributes(attrs)}/>`;
}

const attributes = (all) =>
  Object.keys(all)
    .filter((name) => all[name] !== undefined && all[name] !== "")
    .map((name) => ` ${name}="${escape(all[name])}"`)
    .join("");

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

// XML has no place for control signs and halves of surrogate pairs, and one of them would make a parser stop.
const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escape = (value) => String(value).replace(NOT_XML, "\ufffd").replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
