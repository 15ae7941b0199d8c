// A static server on loopback for a built site, with the headers that the site itself asks for in `_headers`.

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".svg": "image/svg+xml",
  ".woff2": "font/woff2", ".png": "image/png", ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8",
};

// `base` is the path that the site is made to lie under.
export async function serve(folder, base = "") {
  const headers = await siteHeaders(folder);
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    const file = path.startsWith(`${base}/`) ? await found(join(folder, path.slice(base.length))) : null;
    const body = await readFile(file ?? join(folder, "404.html")).catch(() => "");
    const type = TYPES[extname(file ?? "404.html")] ?? "application/octet-stream";
    response.writeHead(file ? 200 : 404, { ...headers, "content-type": type });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function found(path) {
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) return path;
  const index = join(path, "index.html");
  return info?.isDirectory() && (await stat(index).catch(() => null)) ? index : null;
}

// The rules of the first block, which is for every path; what makes no sense without TLS is left out.
async function siteHeaders(folder) {
  const text = await readFile(join(folder, "_headers"), "utf8");
  const lines = text.split("\n\n")[0].split("\n").slice(1);
  const pairs = lines.map((line) => line.trim().split(/:\s(.*)/s).slice(0, 2));
  const policy = (value) => value.replace("; upgrade-insecure-requests", "");
  return Object.fromEntries(pairs.filter(([name]) => name !== "Strict-Transport-Security").map(([name, value]) => [name, policy(value)]));
}
