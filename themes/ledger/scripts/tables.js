// Tables that sort by column: a button in each heading, unknown values last, `aria-sort` on the heading in force.
const number = (text) => {
  const cell = text.replace("−", "-").replace(/[,$#≥†() ±+%]/g, "");
  if (cell.startsWith("▲")) return parseFloat(cell.slice(1));
  if (cell.startsWith("▼")) return -parseFloat(cell.slice(1));
  if (cell === "=") return 0;
  if (cell === "new" || cell === "back") return 1e9;
  const value = parseFloat(cell);
  if (cell.endsWith("×")) return (value - 1) * 100;
  return value * ({ K: 1e3, M: 1e6, B: 1e9, T: 1e12 }[cell.at(-1)] ?? 1);
};
const shown = (cell) => (cell.querySelector(".move, .rank, .with-bar > span, [class^=grow-]:not(.fold)") ?? cell.firstChild ?? cell).textContent.trim();
const key = (cell) => {
  const exact = cell.dataset.value ?? cell.querySelector("data")?.value;
  if (exact !== undefined) return exact === "" ? NaN : Number(exact);
  return cell.matches("th") ? cell.textContent.trim().toLowerCase() : number(shown(cell));
};
export function sort(table, column, descending) {
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row, at) => [row, key(row.cells[column]), at]);
  const unknown = (value) => typeof value === "number" && Number.isNaN(value);
  rows.sort(([, a, i], [, b, j]) => {
    if (unknown(a) || unknown(b)) return unknown(a) - unknown(b) || i - j;
    const order = typeof a === "string" ? a.localeCompare(b, document.documentElement.lang) : a - b;
    return (descending ? -order : order) || i - j;
  });
  body.append(...rows.map(([row]) => row));
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    if (at === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
}
for (const table of document.querySelectorAll("table[data-sortable]")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if (head.matches(".c-trend")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    const rising = head.matches(".c-rank, .c-name, .c-peak, [data-rising]");
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(table, column, now ? now === "ascending" : !rising);
      table.dispatchEvent(new CustomEvent("sorted", { detail: { column } }));
    });
  });
}
