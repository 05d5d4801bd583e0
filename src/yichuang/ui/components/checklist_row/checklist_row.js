// Keys of a material check, working only while a row itself has focus: 1 to 4, N, Space, arrows, J and K.
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-checklist] tbody tr");
  if (!row || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const note = row.querySelector("td > .input");
  if (event.target === note) {
    if (event.key === "Escape") row.focus();
    else if (event.key === "Enter") { event.preventDefault(); row.focus(); }
    return;
  }
  if (event.target !== row) return;
  const single = localStorage.getItem("single-keys") !== "off";
  const key = event.key.toLowerCase();
  const next = { arrowdown: row.nextElementSibling, arrowup: row.previousElementSibling };
  if (single) Object.assign(next, { j: row.nextElementSibling, k: row.previousElementSibling });
  if (key in next) next[key]?.focus();
  else if (single && "1234".includes(key)) choose(row, Number(key) - 1);
  else if (single && key === "n") note?.select();
  else if (key === " ") row.querySelector("[data-sample]")?.click();
  else return;
  event.preventDefault();
});

// A paper that is taken over from an earlier case is right; where no answer of the server says so, the row does itself.
document.addEventListener("change", (event) => {
  if (!event.target.matches?.("[data-checklist] [name$='-earlier']:not([data-refresh])")) return;
  const row = event.target.closest("tr");
  choose(row, event.target.checked ? 0 : row.querySelectorAll("input[type=radio]").length - 1);
});

function choose(row, which) {
  const radio = row.querySelectorAll("input[type=radio]")[which];
  if (!radio || radio.disabled || radio.checked) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}
