const form = document.getElementById("filter");
const table = document.getElementById("rows");
const body = table.tBodies[0];
const count = form.querySelector("output");

function filter() {
  const text = form.text.value.toLowerCase();
  let shown = 0;
  for (const row of body.rows) {
    const hidden =
      (text !== "" && !row.textContent.toLowerCase().includes(text)) ||
      (form.kind.value !== "" && row.dataset.kind !== form.kind.value) ||
      (form.due.checked && !("due" in row.dataset));
    row.hidden = hidden;
    if (!hidden) shown++;
  }
  count.textContent = shown + " of " + body.rows.length;
}

function sort(header) {
  const column = header.cellIndex;
  const ascending = header.getAttribute("aria-sort") !== "ascending";
  // What has no time comes last, whichever way.
  const time = row => {
    const at = row.cells[column].dataset.at;
    return at === "" ? Infinity * (ascending ? 1 : -1) : Number(at);
  };
  const rows = Array.from(body.rows);
  rows.sort((one, other) => {
    const [a, b] = [time(one), time(other)];
    return a === b ? 0 : (a < b) === ascending ? -1 : 1;
  });
  body.append(...rows);
  for (const each of table.tHead.rows[0].cells) {
    if (each.hasAttribute("aria-sort")) each.setAttribute("aria-sort", "none");
  }
  header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
}

form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
for (const button of table.tHead.querySelectorAll("button")) {
  button.addEventListener("click", () => sort(button.closest("th")));
}
filter();
