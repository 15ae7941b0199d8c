// Search: `/` puts the cursor into it, the index is fetched on focus, results come while typing.
const input = document.getElementById("search");
const list = document.getElementById("search-results");
let entries, active = -1;
// Before this runs there is nothing to choose from, so the markup does not claim it.
list.role = "listbox";
list.ariaLabel = "Results";

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[._\s/-]+/g, " ");
async function load() {
  if (entries) return;
  entries = [];
  try {
    const answer = await fetch(input.dataset.index);
    entries = (await answer.json()).entries.map((e) => ({ ...e, title_folded: fold(e.title), all: fold([e.title, e.kind, e.note ?? "", ...(e.also ?? [])].join(" ")) }));
  } catch { entries = undefined; }
  show();
}
function rank(entry, words, whole) {
  if (!words.every((word) => entry.all.includes(word))) return -1;
  if (entry.title_folded.startsWith(whole)) return 3;
  return entry.title_folded.includes(whole) ? 2 : 1;
}
function show() {
  const whole = fold(input.value.trim());
  active = -1;
  input.removeAttribute("aria-activedescendant");
  list.replaceChildren();
  const words = whole.split(" ").filter(Boolean);
  const found = words.length && entries ? entries.map((e) => [rank(e, words, whole), e]).filter(([r]) => r > 0).sort((a, b) => b[0] - a[0]).slice(0, 8) : [];
  found.forEach(([, entry], index) => {
    const item = document.createElement("li");
    item.id = `search-result-${index}`;
    item.role = "option";
    item.ariaSelected = "false";
    item.dataset.url = entry.url;
    const note = document.createElement("span");
    note.className = "sub";
    note.textContent = [entry.kind, entry.note].filter(Boolean).join(" · ");
    item.append(entry.title, note);
    item.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(entry.url); });
    list.append(item);
  });
  if (!found.length && words.length && entries?.length) {
    const item = document.createElement("li");
    item.role = "option";
    item.ariaDisabled = "true";
    item.textContent = "Nothing found";
    list.append(item);
  }
  open(list.children.length > 0);
}
function open(yes) {
  list.hidden = !yes;
  input.setAttribute("aria-expanded", String(yes));
}
function move(step) {
  const items = [...list.querySelectorAll("[data-url]")];
  if (!items.length) return;
  items[active]?.setAttribute("aria-selected", "false");
  active = (active + step + items.length) % items.length;
  items[active].setAttribute("aria-selected", "true");
  items[active].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", items[active].id);
}
input.addEventListener("focus", load);
input.addEventListener("input", show);
input.addEventListener("blur", () => open(false));
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    const chosen = list.querySelectorAll("[data-url]")[Math.max(active, 0)];
    if (chosen) location.assign(chosen.dataset.url);
  } else if (event.key === "Escape") {
    input.value = "";
    show();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  input.focus();
});
