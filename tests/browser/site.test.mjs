// The built site in Debian's Chromium: every page type at three widths, light and dark, with and without JavaScript.
// SITE names the built folder (default ../../public); screenshots go to shots/.

import assert from "node:assert/strict";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { PNG } from "pngjs";
import { serve } from "./server.mjs";

const site = resolve(process.env.SITE ?? "../../public");
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [360, 768, 1280];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let browser, server, pages;

before(async () => {
  server = await serve(site);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  pages = await pageTypes();
  await mkdir("shots", { recursive: true });
});

after(async () => {
  await browser?.close();
  server?.close();
});

// One page of each type, found in the built folder. What a site does not have (a gap, tags) is not there to test.
async function pageTypes() {
  const under = async (folder) => (await readdir(`${site}/${folder}`, { withFileTypes: true }).catch(() => [])).filter((e) => e.isDirectory()).map((e) => e.name).sort();
  const last = async (folder) => (await under(folder)).at(-1);
  const types = { home: "/", missing: "/nowhere/" };
  for (const name of ["issues", "tags", "boards", "gap", "choose", "models", "packages", "labs", "methodology", "corrections"]) {
    if ((await under("")).includes(name)) types[name] = `/${name}/`;
  }
  const issue = await last("issues");
  if (issue) types.issue = `/issues/${issue}/`;
  const tag = await last("tags");
  if (tag) types.tag = `/tags/${tag}/`;
  for (const board of await under("boards")) {
    types[`board ${board}`] = `/boards/${board}/`;
    const period = await last(`boards/${board}`);
    if (period) types[`period ${board}`] = `/boards/${board}/${period}/`;
  }
  for (const folder of ["models", "packages"]) {
    const subject = (await under(folder))[0];
    if (subject) types.model = `/${folder}/${subject}/`;
  }
  const lab = (await under("labs"))[0];
  if (lab) types.lab = `/labs/${lab}/`;
  return types;
}

// Opens a page and gathers everything that must not happen.
async function open(path, { width = 1280, scheme = "light", scripts = true, motion = "reduce" } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: scripts, reducedMotion: motion });
  const page = await context.newPage();
  const wrong = [];
  const isMissing = path === "/nowhere/";
  page.on("console", (m) => {
    if (["error", "warning"].includes(m.type()) && !(isMissing && m.text().includes("404"))) wrong.push(`console: ${m.text()}`);
  });
  page.on("pageerror", (e) => wrong.push(`error: ${e.message}`));
  page.on("request", (r) => {
    if (!r.url().startsWith(server.origin) && !r.url().startsWith("data:")) wrong.push(`off-site: ${r.url()}`);
  });
  // What the test itself cuts off by going on to another page (an icon still on its way) is no fault of the site.
  page.on("requestfailed", (r) => {
    if (r.failure()?.errorText !== "net::ERR_ABORTED") wrong.push(`failed: ${r.url()}: ${r.failure()?.errorText}`);
  });
  page.on("response", (r) => {
    if (r.status() >= 400 && !isMissing) wrong.push(`${r.status()}: ${r.url()}`);
  });
  await page.goto(server.origin + path, { waitUntil: "load" });
  return { page, wrong, close: () => context.close() };
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

test("every page type at every width, in both schemes, with and without scripts", async () => {
  for (const [name, path] of Object.entries(pages)) {
    for (const width of WIDTHS) {
      for (const [scheme, scripts] of [["light", true], ["dark", false]]) {
        const { page, wrong, close } = await open(path, { width, scheme, scripts });
        const where = `${name} at ${width}, ${scheme}, scripts ${scripts}`;
        assert.deepEqual(wrong, [], where);
        assert.ok((await overflow(page)) <= 0, `${where} scrolls sideways`);
        assert.equal(await page.locator("h1").count(), 1, `${where}: headings of the first level`);
        if (scripts || width !== 768) await page.screenshot({ path: `shots/${name.replaceAll(" ", "-")}-${width}-${scheme}.png`, fullPage: true });
        await close();
      }
    }
  }
});

test("no rule of accessibility is broken", async () => {
  for (const [name, path] of Object.entries(pages)) {
    for (const [width, scheme] of [[360, "dark"], [1280, "light"]]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(server.origin + path);
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate(() => window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
      const said = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
      assert.deepEqual(said, [], `${name} at ${width}, ${scheme}`);
      await context.close();
    }
  }
});

test("figures are pictures without scripts, named and described", async () => {
  const { page, close } = await open("/", { scripts: false });
  const pictures = page.locator("figure svg[role=img]:visible");
  assert.ok((await pictures.count()) > 0, "no picture on the front page");
  for (const picture of await pictures.all()) {
    assert.ok((await picture.locator("title").textContent()).trim());
    assert.ok((await picture.locator("desc").textContent()).trim());
  }
  await page.emulateMedia({ media: "print" });
  assert.ok((await pictures.count()) > 0, "no picture on paper");
  await close();
});

test("search answers the keyboard", async () => {
  const { page, wrong, close } = await open("/boards/");
  await page.keyboard.press("/");
  await page.keyboard.type((await page.locator("h2 a").first().textContent()).trim().slice(0, 5));
  await page.locator("#search-results [data-url]").first().waitFor();
  await page.keyboard.press("ArrowDown");
  assert.ok(await page.locator("#search").getAttribute("aria-activedescendant"));
  const target = await page.locator("#search-results [aria-selected=true]").getAttribute("data-url");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${target}`);
  assert.deepEqual(wrong, []);
  await close();
});

test("a board sorts by the keyboard and says so", async () => {
  const { page, close } = await open(Object.entries(pages).find(([name]) => name.startsWith("board "))[1]);
  const head = page.locator("table[data-sortable] th.c-name").first();
  await head.locator("button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  const names = await page.locator("table[data-sortable]").first().locator("tbody th.c-name > a").allTextContents();
  assert.ok(names[0].localeCompare(names.at(-1), "en") < 0, names.join(", "));
  await close();
});

test("a choice is filtered by the keyboard and kept in the address", async () => {
  if (!pages.choose) return;
  const { page, wrong, close } = await open("/choose/");
  const rows = page.locator("#choices tbody tr:visible");
  const all = await rows.count();
  await page.locator("[name=price]").focus();
  await page.keyboard.type("2");
  const few = await rows.count();
  assert.ok(few > 0 && few < all, `${few} of ${all}`);
  assert.ok(page.url().endsWith("?price=2"), page.url());
  await page.reload();
  await page.locator("#choose-status").filter({ hasText: `${few} of ${all}` }).waitFor();
  assert.equal(await rows.count(), few);
  assert.deepEqual(wrong, []);
  await close();
});

test("the data of a figure are one key away", async () => {
  const { page, close } = await open("/");
  const summary = page.locator("figure details summary").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("figure details[open] table").first().isVisible());
  await close();
});

test("a figure comes to life as the picture it was, without moving the page", async () => {
  const boards = Object.entries(pages).filter(([name]) => name.startsWith("board "));
  for (const [name, path] of [...boards, ["gap", pages.gap]].filter(([, path]) => path)) {
    const { page, wrong, close } = await open(path);
    await page.evaluate(() => {
      window.shift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.shift += e.hadRecentInput ? 0 : e.value; })).observe({ type: "layout-shift", buffered: true });
    });
    const count = await page.locator("figure[data-figure]").count();
    for (let index = 0; index < count; index++) {
      const figure = page.locator("figure[data-figure]").nth(index);
      const plate = figure.locator("[data-figure-plate]");
      await figure.scrollIntoViewIfNeeded();
      await figure.hover({ position: { x: 2, y: 2 } });
      await plate.and(page.locator(".is-live")).waitFor({ timeout: 15_000 });
      await page.mouse.move(0, 0);
      await page.waitForTimeout(120);
      const live = PNG.sync.read(await plate.screenshot());
      await plate.evaluate((node) => node.classList.remove("is-live"));
      const still = PNG.sync.read(await plate.screenshot());
      await plate.evaluate((node) => node.classList.add("is-live"));
      const apart = difference(live, still);
      assert.ok(apart < 0.001, `${name}, figure ${index}: ${(apart * 100).toFixed(3)}% of the pixels differ`);
    }
    assert.deepEqual(wrong, [], name);
    assert.ok((await page.evaluate(() => window.shift)) < 0.005, `${name}: the page moved`);
    await close();
  }
});

// The part of pixels that differ by more than a quarter of the scale in any channel.
function difference(a, b) {
  assert.equal(a.data.length, b.data.length);
  let apart = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    if ([0, 1, 2].some((c) => Math.abs(a.data[i + c] - b.data[i + c]) > 64)) apart++;
  }
  return apart / (a.data.length / 4);
}
