// One module for both ends: the build draws static pictures with it, the page brings the same ones to life.

import "./engine.js";
import "./measure.js";
import { check } from "./check.js";
import { formatterNames, makeFormatter } from "./formatters.js";
import { mount } from "./mount.js";
import { DARK, LIGHT } from "./palette.js";
import { renderSvg } from "./render.js";

const palettes = { light: LIGHT, dark: DARK };

/** The same with one JSON text as argument, which is the cheapest thing to hand to an engine. */
const renderSvgJson = (request) => renderSvg(JSON.parse(request));
const checkJson = (option) => check(JSON.parse(option));

/** What a named formatter writes for a value. */
const format = (name, args, value) => makeFormatter(name, args, "format")(value);

// A host without a module loader evaluates the file and finds everything here.
if (typeof document === "undefined") {
  globalThis.__chart = { check, checkJson, format, formatterNames, palettes, renderSvg, renderSvgJson };
}

export { check, checkJson, format, formatterNames, mount, palettes, renderSvg, renderSvgJson };
