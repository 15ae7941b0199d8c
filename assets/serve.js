// The preview's listener: loads the page again when it changed, swaps style sheets without that, keeps the scroll
// position, and shows what keeps the newest sources from becoming a site.
(() => {
  const own = new URL(document.currentScript.src);
  const kept = "standings-scroll";

  const saved = JSON.parse(sessionStorage.getItem(kept) || "null");
  sessionStorage.removeItem(kept);
  if (saved && saved.path === location.pathname && !location.hash) {
    const restore = () => scrollTo({ left: saved.x, top: saved.y, behavior: "instant" });
    restore();
    addEventListener("load", restore, { once: true });
  }

  function reload() {
    sessionStorage.setItem(kept, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
    location.reload();
  }

  function swap(pairs) {
    for (const [before, after] of pairs) {
      for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
        const url = new URL(link.href, document.baseURI);
        if (url.pathname !== before) continue;
        const next = link.cloneNode();
        url.pathname = after;
        url.searchParams.set("edition", String(performance.now()));
        next.href = url.href;
        // The old sheet stays until the new one is there, so that the page is never bare.
        next.addEventListener("load", () => link.remove(), { once: true });
        link.after(next);
      }
    }
  }

  function show(problems) {
    document.getElementById("standings-problems")?.remove();
    if (problems.length === 0) return;
    const panel = document.createElement("aside");
    panel.id = "standings-problems";
    panel.setAttribute("role", "alert");
    for (const text of problems) {
      const block = document.createElement("pre");
      block.textContent = text;
      panel.append(block);
    }
    document.body.append(panel);
  }

  const address = new URL("events", own);
  address.searchParams.set("page", location.pathname);
  address.searchParams.set("edition", own.searchParams.get("edition") ?? "");
  const events = new EventSource(address);
  events.addEventListener("reload", reload);
  events.addEventListener("style", (event) => swap(JSON.parse(event.data).styles));
  events.addEventListener("problems", (event) => show(JSON.parse(event.data).problems));
  addEventListener("pagehide", () => events.close());
  // A page that comes back from the browser's own memory may be old.
  addEventListener("pageshow", (event) => event.persisted && reload());
})();
