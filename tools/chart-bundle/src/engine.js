// What a bare JavaScript engine lacks. This must be the first import: ECharts touches these while it loads.
// Timers may stay silent, because a static picture is drawn in one go and nothing in it waits.

const silent = () => {};

globalThis.console ??= { log: silent, info: silent, warn: silent, error: silent };
globalThis.setTimeout ??= () => 0;
globalThis.clearTimeout ??= silent;
globalThis.setInterval ??= () => 0;
globalThis.clearInterval ??= silent;
