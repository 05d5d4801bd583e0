// Keys of the desk. The page says which key presses what by data-key; this file only listens.
const typing = (node) => node.matches?.("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]");
const singles = () => localStorage.getItem("single-keys") !== "off";
const shown = (node) => node.getClientRects().length > 0;

function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && key.length > 1 && "Shift"];
  return [...held.filter(Boolean), key].join(" ");
}

function press(node) {
  if (node.matches("input, select, textarea")) node.focus();
  else if (node.getAttribute("aria-disabled") !== "true") node.click();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.metaKey || event.defaultPrevented) return;
  const name = nameOf(event);
  const plain = [...name].length === 1;
  if (plain && (typing(event.target) || !singles())) return;
  if (name === "F6") return movePane(event);
  const inside = document.querySelector("dialog[open]") ?? document;
  const found = [...inside.querySelectorAll("[data-key]")].find((node) => node.dataset.key === name && shown(node));
  if (found) {
    event.preventDefault();
    press(found);
  } else if (name === "?" && inside === document) {
    event.preventDefault();
    openList();
  } else if (name === "Ctrl Enter") {
    event.target.closest?.("form:not([data-own-keys])")?.requestSubmit();
  }
});

// Where a pane is entered: its checklist, the row that is open, the first row, else the first thing to press.
const ENTRIES = ["[data-checklist] tbody tr", "[data-list] tr[aria-current] a", "[data-list] tbody a", "a[href], button, input, select, textarea"];

function movePane(event) {
  const found = [...document.querySelectorAll("[data-pane]")].filter(shown);
  const panes = found.length ? found : [...document.querySelectorAll("main [data-list]")].filter(shown);
  if (found.length === 1 || !panes.length) return;
  event.preventDefault();
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const pane = panes[(here + (event.shiftKey ? panes.length - 1 : 1)) % panes.length];
  const into = ENTRIES.map((entry) => pane.querySelector(entry)).find(Boolean);
  if (!into) pane.tabIndex = -1;
  (into ?? pane).focus();
}

const FORMS = "main form[method=post]:not([data-own-keys]) :is(input:not([type=hidden]), select, textarea)";

function openList() {
  const dialog = document.getElementById("keys");
  const list = dialog?.querySelector("[data-keys-list]");
  if (!list) return;
  const rows = [...document.querySelectorAll("[data-key]")].filter(shown).map((node) => [node.dataset.key, wordsOf(node)]);
  if (document.querySelector("[data-list]")) rows.push(["↑ ↓ J K", "在列表里移动"], ["Enter", "打开"]);
  if (document.querySelector("[data-checklist]")) rows.push(["↑ ↓ J K", "换一份材料"], ["1 2 3 4", "合格、缺、不符、容缺"], ["N", "写要补什么"], ["Space", "看样本"]);
  if (document.querySelectorAll("[data-pane]").length > 1) rows.push(["F6", "换栏"]);
  if (document.querySelector(FORMS)) rows.push(["Ctrl Enter", "提交正在填的表"]);
  rows.push(["Esc", "关上"]);
  list.replaceChildren(...unique(rows).flatMap(([key, act]) => {
    const dt = document.createElement("dt"), kbd = document.createElement("kbd"), dd = document.createElement("dd");
    kbd.textContent = key;
    dt.append(kbd);
    dd.textContent = act;
    return [dt, dd];
  }));
  dialog.querySelector("[data-keys-single]").checked = singles();
  if (!dialog.open) dialog.showModal();
}

const unique = (rows) => [...new Map(rows.map((row) => [row[0] + row[1], row])).values()];

function wordsOf(node) {
  if (node.matches("input, select, textarea")) return node.labels?.[0]?.textContent.trim() ?? "";
  const copy = node.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((kbd) => kbd.remove());
  return copy.textContent.trim();
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-keys-open]")) openList();
});
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-keys-single]")) localStorage.setItem("single-keys", event.target.checked ? "on" : "off");
});
