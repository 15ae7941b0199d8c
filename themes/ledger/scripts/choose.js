// The shortlist's filters. The address holds them, so that a choice can be shared; without scripts the whole table stands.
const form = document.querySelector("[data-choose]");
const table = document.getElementById("choices");
const status = document.getElementById("choose-status");
const total = table.tBodies[0].rows.length;
const { sort } = await import(form.dataset.tables);
const COLUMNS = { score: true, volume: true, price: false };

function read() {
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (!field.name || !asked.has(field.name)) continue;
    if (field.type === "checkbox") field.checked = asked.get(field.name) === "1";
    else field.value = asked.get(field.name);
  }
}
function fits(row, wanted) {
  const { price, context, org, tops, free, front } = row.dataset;
  const most = wanted.get("price"), least = wanted.get("context");
  if (most && !(price !== "" && Number(price) <= Number(most))) return false;
  if (least && !(context !== "" && Number(context) >= Number(least))) return false;
  if (wanted.get("org") && org !== wanted.get("org")) return false;
  if (wanted.get("board") && !tops.split(" ").includes(wanted.get("board"))) return false;
  if (wanted.get("free") && free === undefined) return false;
  return !(wanted.get("front") && front === undefined);
}
function apply() {
  const wanted = new FormData(form);
  let count = 0;
  for (const row of table.tBodies[0].rows) {
    row.hidden = !fits(row, wanted);
    count += row.hidden ? 0 : 1;
  }
  status.textContent = `${count} of ${total}`;
  return wanted;
}
function order() {
  const by = form.elements.sort?.value;
  const column = [...table.tHead.rows[0].cells].findIndex((head) => head.dataset.key === by);
  if (column >= 0) sort(table, column, COLUMNS[by]);
}
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  const wanted = [...apply()].filter(([, value]) => value !== "");
  if (event.target.name === "sort") order();
  const query = new URLSearchParams(wanted).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
});
form.addEventListener("reset", () => setTimeout(() => { apply(); order(); history.replaceState(null, "", location.pathname); }));
read();
apply();
order();
