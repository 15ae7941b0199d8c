// Colours have names. An option says "token:ink"; each end decides what ink looks like.

export const LIGHT = {
  ink: "#1c1b19",
  muted: "#66635c",
  quiet: "#b8b4aa",
  grid: "#e3e0d8",
  accent: "#b4291f",
  paper: "#ffffff",
  c1: "#1f5fbf",
  c2: "#c4491d",
  c3: "#0f7d6c",
  c4: "#8449b0",
  c5: "#a8770a",
  c6: "#bf3475",
  c7: "#4d7a1e",
  c8: "#5b6b7a",
};

export const DARK = {
  ink: "#eceae4",
  muted: "#a5a198",
  quiet: "#5f5c55",
  grid: "#34322e",
  accent: "#ff7a6b",
  paper: "#161513",
  c1: "#78a9ff",
  c2: "#ff9466",
  c3: "#4cc9b0",
  c4: "#c89bf0",
  c5: "#e0b44a",
  c6: "#ff8abb",
  c7: "#9ccc5e",
  c8: "#9fb0c0",
};

const TOKEN = /^token:([a-z][a-z0-9-]*)$/;
const PLAIN = /^(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]+|(?:rgb|hsl)a?\([\d\s.,%/]+\))$/i;

// Only these keys hold colours. A name of some model that reads "token:ink" is text and stays text.
export const isColourKey = (key) => key === "fill" || key === "stroke" || /color$/i.test(key);

export const tokenName = (text) => TOKEN.exec(text)?.[1];

export const isColour = (text) => TOKEN.test(text) || PLAIN.test(text);

/**
 * Colours to draw with, and the way back from a drawn colour to its token.
 * zrender wants to parse every colour, so a picture is drawn in literals. To tell afterwards which literal
 * came from which token, no two tokens and no plain colour of the option may share one: clashes are moved
 * by the least step. What is written out is always the palette's own value.
 */
export function drawingColours(palette, plainColours) {
  const taken = new Set(plainColours.map(normalise));
  const draw = {};
  const tokenOf = new Map();
  for (const name of Object.keys(palette).sort()) {
    const literal = normalise(palette[name]);
    if (!/^#[0-9a-f]{6}$/.test(literal)) throw new Error(`palette colour \`${name}\` is not #rrggbb: ${palette[name]}`);
    draw[name] = firstFree(literal, taken);
    taken.add(draw[name]);
    tokenOf.set(draw[name], { name, literal });
  }
  return { draw, tokenOf: (colour) => tokenOf.get(normalise(colour)) };
}

export function normalise(colour) {
  const text = String(colour).toLowerCase().replace(/\s+/g, "");
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  if (short) return "#" + short.slice(1).map((digit) => digit + digit).join("");
  const parts = /^rgb\((\d+),(\d+),(\d+)\)$/.exec(text);
  if (parts) return hex((parts[1] << 16) | (parts[2] << 8) | parts[3]);
  return text;
}

function firstFree(literal, taken) {
  const value = parseInt(literal.slice(1), 16);
  for (let step = 0; ; step += 1) {
    for (const candidate of [value + step, value - step]) {
      const inRange = candidate >= 0 && candidate <= 0xffffff;
      if (inRange && !taken.has(hex(candidate))) return hex(candidate);
    }
  }
}

const hex = (value) => "#" + value.toString(16).padStart(6, "0");
