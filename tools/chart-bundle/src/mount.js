// Brings one figure of a page to life: the static picture stays where it is and gives the box its size, the
// live one lies on top of it, and a class on the plate says which of the two is seen.

import { init } from "./library.js";
import { LIGHT } from "./palette.js";
import { prepare, prepareTheme } from "./prepare.js";
import { FONT_FAMILY, lookOf } from "./theme.js";
import { tidy } from "./tidy.js";

const MEDIA = ["(max-width: 640px)", "(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"];
const POINTER_EVENTS = ["click", "mousedown", "mousemove", "mouseout", "mouseup", "touchend", "touchmove", "touchstart"];

export async function mount(figure) {
  const plate = figure.querySelector("[data-figure-plate]");
  const hasPicture = !plate.classList.contains("figure-empty");
  const [narrow, dark, still] = MEDIA.map((query) => matchMedia(query));
  let current;
  let latest = 0;

  const redraw = async () => {
    const turn = ++latest;
    const next = await draw(figure, plate, narrow.matches, still.matches);
    if (turn !== latest) return next.remove(); // the media changed again meanwhile
    current?.remove();
    current = next;
    next.show();
    plate.classList.add("is-live");
  };

  // Back to the static picture, which is always right.
  const giveUp = () => {
    plate.classList.remove("is-live");
    figure.classList.add("figure-failed");
    current?.remove();
    current = undefined;
  };

  await loadFonts(figure);
  await redraw();
  for (const query of [narrow, dark, still]) query.addEventListener("change", () => redraw().catch(giveUp));
  if (hasPicture) {
    addEventListener("beforeprint", () => plate.classList.remove("is-live"));
    addEventListener("afterprint", () => plate.classList.toggle("is-live", Boolean(current)));
  }
}

// Widths measured before the face is there would be those of a fallback, and labels would move.
function loadFonts(figure) {
  const faces = [400, 600].map((weight) => document.fonts.load(`${weight} 12px ${FONT_FAMILY}`, figure.textContent));
  return Promise.all(faces).catch(() => {});
}

function draw(figure, plate, narrow, still) {
  const { width, height, option } = readPayload(figure, narrow ? "narrow" : "wide");
  const colour = tokensOf(figure);
  const ready = prepare(option, colour, still);
  const box = document.createElement("div");
  box.className = "figure-live";
  box.style.visibility = "hidden";
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", nameOf(figure, plate, narrow));
  plate.append(box);
  const chart = init(box, prepareTheme(colour), { renderer: "svg", width, height });
  const remove = () => {
    chart.dispose();
    box.remove();
  };
  return new Promise((resolve, reject) => {
    chart.on("finished", () => resolve({ remove, show: () => (box.style.visibility = "") }));
    try {
      drawTidily(chart.getZr().painter, lookOf(option, (paint) => paint));
      scaleWithBox(chart, box, width, height);
      chart.setOption(ready);
    } catch (error) {
      remove();
      reject(error);
    }
  });
}

function readPayload(figure, kind) {
  const find = (name) => figure.querySelector(`script[data-figure-option="${name}"]`);
  return JSON.parse((find(kind) ?? find("wide") ?? find("narrow")).textContent);
}

// Like `_id` in render.js this leans on zrender's painter, at the exact version in package.json.
function drawTidily(painter, look) {
  const renderToVNode = painter.renderToVNode;
  painter.renderToVNode = (options) => tidy(renderToVNode.call(painter, { ...options, willUpdate: false }), look);
  painter.getSvgDom().setAttribute("font-family", look.fontFamily);
  painter.getSvgDom().setAttribute("font-size", look.fontSize);
}

// The chart is laid out at the size it was designed for and scaled as a picture, exactly as the static one
// is, so the two agree at every width. zrender then needs the pointer in the chart's own units.
function scaleWithBox(chart, box, width, height) {
  const { painter } = chart.getZr();
  const picture = painter.getSvgDom();
  const viewport = painter.getViewportRoot().style;
  picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  for (const side of ["width", "height"]) {
    picture.setAttribute(side, "100%");
    viewport[side] = "100%";
  }
  const locate = (event) => {
    const point = event.changedTouches?.[0] ?? event;
    const seen = box.getBoundingClientRect();
    event.zrX = ((point.clientX - seen.left) * width) / seen.width;
    event.zrY = ((point.clientY - seen.top) * height) / seen.height;
  };
  for (const name of POINTER_EVENTS) box.addEventListener(name, locate, { capture: true, passive: true });
}

function tokensOf(figure) {
  const style = getComputedStyle(figure);
  return (name) => style.getPropertyValue(`--figure-${name}`).trim() || LIGHT[name];
}

function nameOf(figure, plate, narrow) {
  const picture = plate.querySelector(narrow ? ".figure-narrow" : ".figure-wide");
  const parts = ["title", "desc"].map((tag) => picture?.querySelector(tag)?.textContent).filter(Boolean);
  return parts.join(". ") || figure.querySelector("figcaption")?.textContent.trim() || "";
}
