// The sites of tests/hostile in Debian's Chromium, under the policy that they ask for themselves: every page, picture,
// feed and letter is opened, searched and pointed at, and nothing runs, asks or leaves.
// HOSTILE_SITES names their folder (default ../../target/sites/hostile).

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const folder = resolve(process.env.HOSTILE_SITES ?? "../../target/sites/hostile");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const sites = (await readdir(folder)).sort();

let browser;

before(async () => {
  assert.ok(sites.length >= 3, `${folder} holds ${sites.length} sites`);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
});

after(() => browser?.close());

async function files(site) {
  const found = await readdir(`${folder}/${site}`, { recursive: true, withFileTypes: true });
  return found.filter((e) => e.isFile()).map((e) => `${e.parentPath ?? e.path}/${e.name}`.slice(`${folder}/${site}`.length)).sort();
}

// The site is made for /gap/, so it is served from there.
async function open(site) {
  const server = await serve(`${folder}/${site}`, "/gap");
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const wrong = [];
  const at = () => new URL(page.url()).pathname;
  page.on("dialog", (d) => { wrong.push(`${at()}: a script ran: ${d.message()}`); d.dismiss(); });
  page.on("pageerror", (e) => wrong.push(`${at()}: ${e.message}`));
  page.on("popup", (p) => wrong.push(`${at()}: opened ${p.url()}`));
  // The browser itself looks for an icon beside a picture that is opened alone.
  const icon = (url) => url === `${server.origin}/favicon.ico`;
  page.on("console", (m) => { if (["error", "warning"].includes(m.type()) && !icon(m.location().url)) wrong.push(`${at()}: ${m.text()}`); });
  page.on("request", (r) => { if (!r.url().startsWith(server.origin) && !r.url().startsWith("data:")) wrong.push(`${at()}: asked ${r.url()}`); });
  page.on("response", (r) => { if (r.status() >= 400 && !icon(r.url())) wrong.push(`${at()}: ${r.status()} ${r.url()}`); });
  return { server, page, wrong, close: async () => { await page.context().close(); server.close(); } };
}

for (const site of sites) {
  test(`site ${site}: no page runs or fetches what its names say`, { timeout: 120_000 }, async () => {
    const { server, page, wrong, close } = await open(site);
    const pages = (await files(site)).filter((f) => f.endsWith(".html") && !f.startsWith("/email/"));
    assert.ok(pages.length > 30, `${pages.length} pages`);
    for (const path of pages) {
      const response = await page.goto(`${server.origin}/gap${path.replace(/index\.html$/, "")}`, { waitUntil: "load" });
      assert.match(response.headers()["content-security-policy"] ?? "", /script-src 'self'/);
      const strange = await page.evaluate(() => document.querySelectorAll("iframe, object, embed, base, [onclick], [onload], [onerror], [onfocus], [onmouseover], script:not([src]):not([type$=json])").length);
      assert.equal(strange, 0, path);
    }
    assert.deepEqual(wrong, []);
    await close();
  });

  test(`site ${site}: figures, search and tables stay text when they are used`, { timeout: 120_000 }, async () => {
    const { server, page, wrong, close } = await open(site);
    await page.goto(`${server.origin}/gap/issues/2026-w21/`, { waitUntil: "load" });
    const figures = page.locator("figure");
    assert.ok((await figures.count()) > 0, "the issue has figures");
    for (const figure of await figures.all()) {
      await figure.scrollIntoViewIfNeeded();
      await figure.hover();
      const box = await figure.boundingBox();
      for (const part of [0.2, 0.5, 0.8]) await page.mouse.move(box.x + box.width * part, box.y + box.height / 2);
    }
    for (const button of await page.locator("table button:visible").all()) await button.click();
    await page.goto(`${server.origin}/gap/`, { waitUntil: "load" });
    const search = page.locator("input[type=search]");
    if (await search.count()) {
      for (const words of ["script", "Q", "\"><img src=x onerror=alert(1)>", "{{constructor"]) {
        await search.first().fill(words);
        await page.waitForTimeout(150);
      }
    }
    assert.deepEqual(wrong, []);
    await close();
  });

  test(`site ${site}: feeds, pictures, data and letters are read as what they are`, { timeout: 120_000 }, async () => {
    const { server, page, wrong, close } = await open(site);
    const all = await files(site);
    for (const path of all.filter((f) => f.endsWith(".svg"))) await page.goto(`${server.origin}/gap${path}`);
    await page.goto(`${server.origin}/gap/`, { waitUntil: "load" });
    const texts = await Promise.all(all.filter((f) => /\.(xml|svg|json)$/.test(f)).map(async (path) => [path, await readFile(`${folder}/${site}${path}`, "utf8")]));
    assert.ok(texts.some(([path]) => path.endsWith("feed.xml")));
    const broken = await page.evaluate((texts) => texts.filter(([path, text]) => {
      if (path.endsWith(".json")) { try { JSON.parse(text); return false; } catch { return true; } }
      return new DOMParser().parseFromString(text, "application/xml").querySelector("parsererror") !== null;
    }).map(([path]) => path), texts);
    assert.deepEqual(broken, []);
    assert.deepEqual(wrong, []);
    // A mail program has no policy of ours: nothing may lean on one.
    const letters = all.filter((f) => f.startsWith("/email/") && f.endsWith(".html"));
    assert.ok(letters.length > 0);
    await page.route("**", (route) => route.abort());
    for (const path of letters) {
      const asked = [];
      page.on("request", (r) => asked.push(r.url()));
      wrong.length = 0;
      await page.setContent(await readFile(`${folder}/${site}${path}`, "utf8"), { waitUntil: "load" });
      const foreign = asked.filter((url) => !url.startsWith("https://example.com/") && !url.startsWith("data:"));
      assert.deepEqual(foreign, []);
      assert.deepEqual(wrong.filter((w) => w.includes("script ran") || w.includes("opened")), []);
      assert.equal(await page.locator("script, iframe, object, embed, form, base").count(), 0);
    }
    await close();
  });
}
