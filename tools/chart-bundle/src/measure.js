// Widths of text, the same at both ends: the build's host measures with the very font that the page uses.

import { setPlatformAPI } from "./library.js";

// zrender takes the width of this sign for the height of a line, so it must not depend on a fallback font.
const LINE_HEIGHT_PROBE = "国";

let canvas;

export function measureText(text, font) {
  if (text === LINE_HEIGHT_PROBE) return { width: fontSize(font) };
  if (globalThis.__measureText) return { width: globalThis.__measureText(text, font) };
  if (typeof document !== "undefined") return measureOnCanvas(text, font);
  return { width: estimate(text) * fontSize(font) };
}

function measureOnCanvas(text, font) {
  canvas ??= document.createElement("canvas").getContext("2d");
  canvas.font = font;
  return { width: canvas.measureText(text).width };
}

function fontSize(font) {
  const match = /([\d.]+)px/.exec(font);
  return match ? Number(match[1]) : 12;
}

// Rough widths in em, for tests without a host.
function estimate(text) {
  let width = 0;
  for (const sign of text) {
    if (/[ijlI.,:;'|!()[\]{} ]/.test(sign)) width += 0.29;
    else if (/[mwMW@%]/.test(sign)) width += 0.88;
    else if (/[A-Z]/.test(sign)) width += 0.68;
    else width += sign.codePointAt(0) > 0x2e80 ? 1 : 0.59;
  }
  return width;
}

setPlatformAPI({ measureText });
