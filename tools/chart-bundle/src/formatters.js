// Options are JSON and JSON has no functions, so a formatter is a name: {"$fn": "compact", "digits": 2}.
// Each entry takes those arguments once and gives the function that ECharts calls. All of them return plain
// text; ECharts passes a bare value (axes, tooltip values), a name (legend) or an object (labels, tooltips).

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const registry = new Map();

function define(name, argumentNames, make) {
  registry.set(name, { argumentNames, make });
}

export const formatterNames = () => [...registry.keys()].sort();

export function makeFormatter(name, args, place) {
  const entry = registry.get(name);
  if (!entry) throw new Error(`${place}: unknown formatter \`${name}\`; known: ${formatterNames().join(", ")}`);
  for (const key of Object.keys(args)) {
    if (!entry.argumentNames.includes(key)) {
      const known = entry.argumentNames.join(", ") || "none";
      throw new Error(`${place}: formatter \`${name}\` takes no \`${key}\`; it takes: ${known}`);
    }
  }
  return entry.make(args);
}

// Numbers

define("rank", ["dim"], (args) => onNumber(args, (value) => (Number.isInteger(value) && value > 0 ? `#${value}` : "")));
define("integer", ["dim", "signed"], (args) => onNumber(args, (value) => sign(value, args) + commas(Math.abs(value).toFixed(0))));
// `plain` leaves the thousands ungrouped: a rating reads 1503.
define("decimal", ["dim", "digits", "fixed", "plain", "signed"], (args) => onNumber(args, (value) => sign(value, args) + fraction(Math.abs(value), args, 2)));
define("percent", ["dim", "digits", "fixed", "signed"], (args) => onNumber(args, (value) => `${sign(value, args)}${fraction(Math.abs(value) * 100, args, 1)}%`));
define("usd", ["dim", "digits"], (args) => onNumber(args, (value) => `${sign(value, args)}$${commas(Math.abs(value).toFixed(args.digits ?? 2))}`));
define("compact", ["dim", "digits", "signed"], (args) => onNumber(args, (value) => sign(value, args) + compact(Math.abs(value), args.digits ?? 3)));
define("tokens", ["dim", "digits", "signed"], (args) => registry.get("compact").make(args));

// Words

define("name", [], () => (input) => (isObject(input) ? text(input.seriesName) : text(input)));
define("item", [], () => (input) => (isObject(input) ? text(input.name) : text(input)));
define("label", [], () => (input) => (isObject(input) ? text(input.data?.label) : text(input)));
define("period", ["year"], (args) => (input) => period(isObject(input) ? text(input.name || input.value) : text(input), args.year));
define("join", ["parts"], (args) => (input) => (args.parts ?? []).map((part) => (typeof part === "function" ? part(input) : text(part))).join(""));

// Tooltips

define("itemTooltip", ["title", "lines", "format"], (args) => (input) => {
  const title = args.title ? args.title(input) : input.data?.name || input.seriesName || input.name;
  return tooltip(title, itemLines(input, title, args));
});

// `skip` names series that are only drawn, such as the edges of a band.
define("axisTooltip", ["title", "format", "order", "limit", "skip"], (args) => (input) => {
  const isListed = (one) => Number.isFinite(numberIn(one, {})) && !args.skip?.includes(one.seriesName);
  const all = (Array.isArray(input) ? input : [input]).filter(isListed);
  const descending = args.order !== "asc";
  all.sort((a, b) => (descending ? numberIn(b, {}) - numberIn(a, {}) : numberIn(a, {}) - numberIn(b, {})));
  const shown = all.slice(0, args.limit ?? 10);
  const lines = shown.map((one) => `${text(one.seriesName)}  ${format(args.format, one)}`);
  if (all.length > shown.length) lines.push(`and ${all.length - shown.length} more`);
  const first = all[0];
  return tooltip(first && (args.title ? args.title(first.axisValue) : first.axisValueLabel), lines);
});

function itemLines(input, title, args) {
  if (Array.isArray(input.data?.tip)) return input.data.tip.map(text);
  if (args.lines) return args.lines.map((line) => `${text(line.label)}  ${format(line.format, input, line.dim)}`);
  const value = format(args.format, input);
  return [input.name && input.name !== title ? `${input.name}  ${value}` : value];
}

const format = (formatter, input, dim) => {
  const value = dim === undefined ? numberIn(input, {}) : numberIn(input, { dim });
  if (formatter) return formatter(value);
  return Number.isFinite(value) ? commas(trimZeros(value.toFixed(2))) : "–";
};

// A tooltip is rich text, in which "{style|words}" is markup. A name that looks so must stay what it is.
const tooltip = (title, lines) =>
  [text(title), ...lines].filter(Boolean).join("\n").replace(/\{(?=\w+\|)/g, "{\u2060");

// Pieces

const isObject = (input) => typeof input === "object" && input !== null;

const text = (input) => (input === undefined || input === null ? "" : String(input));

function numberIn(input, { dim }) {
  let value = isObject(input) && !Array.isArray(input) ? input.value : input;
  if (Array.isArray(value)) value = value[dim ?? 1];
  return value === null || value === undefined || value === "" ? NaN : Number(value);
}

const onNumber = (args, write) => (input) => {
  const value = numberIn(input, args);
  return Number.isFinite(value) ? write(value) : "–";
};

const sign = (value, { signed }) => (value < 0 ? "−" : signed && value > 0 ? "+" : "");

function fraction(value, { digits, fixed, plain }, usual) {
  const written = value.toFixed(digits ?? usual);
  const trimmed = fixed ? written : trimZeros(written);
  return plain ? trimmed : commas(trimmed);
}

// Three digits that count, with a unit: 1.58T, 42.1B, 305M. What rounds up to 1000 takes the next unit.
function compact(value, digits) {
  const units = ["", "K", "M", "B", "T"];
  let unit = 0;
  while (unit < units.length - 1 && Number(toDigits(value, digits)) >= 1000) {
    value /= 1000;
    unit += 1;
  }
  return commas(trimZeros(toDigits(value, digits))) + units[unit];
}

function toDigits(value, digits) {
  const whole = value < 1 ? 1 : value < 10 ? 1 : value < 100 ? 2 : 3;
  return value.toFixed(Math.max(0, digits - whole));
}

const trimZeros = (written) => (written.includes(".") ? written.replace(/\.?0+$/, "") : written);

const commas = (written) => {
  const [whole, rest] = written.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return rest === undefined ? grouped : `${grouped}.${rest}`;
};

function period(written, withYear) {
  const match = /^(\d{4})-(?:(W\d{2})|(Q[1-4])|(\d{2})(?:-(\d{2}))?)$/.exec(written);
  if (!match) return written;
  const [, year, week, quarter, month, day] = match;
  const name = week ?? quarter ?? [day && Number(day), MONTHS[month - 1]].filter(Boolean).join(" ");
  return withYear ? `${name} ${year}` : name;
}
