"use strict";
// Sorting, filtering and searching the tables of studies. Without it the page shows every row.
for (const form of document.querySelectorAll("form.filters")) {
  const PAGE = 20;
  const table = document.getElementById("table-" + form.dataset.for);
  const body = table.tBodies[0];
  const pager = table.nextElementSibling;
  const rows = [...body.rows];
  const found = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  let shown = PAGE;

  function show() {
    const tokens = [...form.querySelectorAll("select")].map((list) => list.value).filter(Boolean);
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let matching = 0;
    for (const row of body.rows) {
      const matches = tokens.every((token) => row.classList.contains(token))
        && words.every((word) => found.get(row).includes(word));
      if (matches) matching += 1;
      row.hidden = !matches || matching > shown;
    }
    const left = matching - Math.min(matching, shown);
    form.querySelector("output").value = `${matching} of ${rows.length} studies`
      + (left ? `, the first ${shown} shown` : "");
    pager.hidden = !left;
    pager.firstElementChild.textContent = `Show ${Math.min(left, 10 * PAGE)} more`;
  }

  function restart() { shown = PAGE; show(); }

  // The rank of a row in a list of choices, or the text or number of its cell.
  function key(row, column, how) {
    const text = row.cells[column].textContent.trim();
    if (how === "text") return text.toLowerCase();
    if (how === "number") return text === "" ? null : Number(text.replace(/\D/g, ""));
    const list = form.elements[how];
    return [...list.options].findIndex((option) => row.classList.contains(option.value));
  }

  function sort(heading) {
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of heading.parentNode.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keys = new Map(rows.map((row) => [row, key(row, heading.cellIndex, heading.dataset.sort)]));
    const sorted = [...rows].sort((one, two) => {
      const a = keys.get(one), b = keys.get(two);
      if (a === null || b === null) return (a === null) - (b === null);
      const order = typeof a === "string" ? a.localeCompare(b) : a - b;
      return down ? -order : order;
    });
    body.append(...sorted);
    restart();
  }

  for (const heading of table.tHead.querySelectorAll("[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(heading));
    heading.append(button);
  }
  for (const kind of ["input", "change"]) form.addEventListener(kind, restart);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(restart));
  pager.firstElementChild.addEventListener("click", () => { shown += 10 * PAGE; show(); });

  form.choose = (tokens) => {
    form.elements.words.value = "";
    for (const list of form.querySelectorAll("select")) {
      list.value = tokens.find((token) => token.startsWith(list.name + "-")) || "";
    }
    restart();
  };
  form.reveal = (row) => {
    form.choose([]);
    while (row.hidden) { shown += 10 * PAGE; show(); }
  };
  show();
}

// A number opens the studies it counts; a bar of a harvest plot opens its study.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-filter]");
  if (!link) return;
  const claim = link.getAttribute("href").replace("#studies-", "");
  document.querySelector(`form[data-for="${CSS.escape(claim)}"]`).choose(link.dataset.filter.split(" "));
});

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const table = target && target.closest("tbody") && target.closest("table.studies");
  if (!table) return;
  document.querySelector(`form[data-for="${CSS.escape(table.id.replace("table-", ""))}"]`).reveal(target);
  target.scrollIntoView({ block: "center" });
}
window.addEventListener("hashchange", reveal);
reveal();
