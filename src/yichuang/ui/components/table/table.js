// Lists: from the search field above them the arrow leads down; J, K and the arrows move among rows while one of them has focus; a click anywhere in a row opens its link.
const links = (list) => [...list.querySelectorAll("tbody tr")].map((row) => row.querySelector("a.row-link, a")).filter(Boolean);
document.addEventListener("keydown", (event) => {
  const list = event.key === "ArrowDown" && event.target.matches?.("main input[type=search]") && document.querySelector("main [data-list]");
  if (!list || event.altKey || event.isComposing) return;
  links(list)[0]?.focus();
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[data-list]");
  if (!list || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select, textarea")) return;
  const single = localStorage.getItem("single-keys") !== "off";
  const step = { ArrowDown: 1, ArrowUp: -1, ...(single ? { j: 1, k: -1, J: 1, K: -1 } : {}) }[event.key];
  if (!step) return;
  const all = links(list);
  const here = all.findIndex((link) => link.closest("tr") === event.target.closest("tr"));
  all[Math.max(0, Math.min(all.length - 1, here + step))]?.focus();
  event.preventDefault();
});
