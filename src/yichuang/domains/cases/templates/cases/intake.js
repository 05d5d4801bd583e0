// The intake page asks the server for itself as the clerk types, and takes over the parts that changed; without it every button
// posts the whole form and the page comes back with everything typed.
const form = document.querySelector("[data-intake]");
const ALWAYS = ["tally", "notice", "acts"];
const PARTS = ["applicant", "history", "checks"];
const wanted = new Set(); // further parts that an earlier change asked for and no answer has brought yet
let waiting, asked = 0, composing = false;

if (form) {
  document.documentElement.classList.add("is-scripted");
  form.addEventListener("input", (event) => {
    if (event.target.closest("#papers")) later([]);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[name$='-earlier']:not(:checked)")) unmark(event.target.closest("tr"));
    const part = event.target.closest("[data-refresh]")?.dataset.refresh;
    later(part === "who" ? PARTS : part ? [part] : [], part ? 0 : 250);
  });
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", () => {
    composing = false;
    later([]);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || event.ctrlKey || !event.target.matches("input, select")) return;
    event.preventDefault(); // a card reader ends the number with Enter, and nothing is sent by accident
    onward(event.target);
  });
  if (document.activeElement === document.body) (form.querySelector("#identity") ?? form.querySelector("[data-checklist] tbody tr"))?.focus();
  later(changed() ? PARTS : [], 0);
}

// Whether something was typed or put back by the browser before this script was here.
function changed() {
  const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea")];
  return !document.getElementById("errors") && fields.some((field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked);
}

// To the field behind this one.
function onward(from) {
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, tbody tr[tabindex]")].filter((one) => one.getClientRects().length && !one.closest("#checklist td"));
  fields[fields.indexOf(from) + 1]?.focus();
}

// A paper that isn't taken over any more has not been looked at.
function unmark(row) {
  for (const radio of row.querySelectorAll("[type=radio]:checked")) radio.checked = false;
}

function later(parts, wait = 250) {
  parts.forEach((part) => wanted.add(part));
  asked += 1; // an answer on its way is about what stood here before
  clearTimeout(waiting);
  waiting = setTimeout(refresh, wait);
}

async function refresh() {
  const mine = asked;
  const body = new FormData(form);
  body.set("act", "refresh");
  let page;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Live": "1" } });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // the page stays as it is; the buttons still post it whole
  }
  if (mine !== asked || composing) return;
  const focus = focused();
  for (const id of [...ALWAYS, ...wanted]) {
    const fresh = page.getElementById(id), old = document.getElementById(id);
    if (!fresh || !old) continue;
    keepTyped(old, fresh, body);
    old.replaceWith(document.importNode(fresh, true));
  }
  wanted.clear();
  if (document.activeElement === document.body) focus();
}

// What was typed or chosen while the answer was on its way stays.
function keepTyped(old, fresh, sent) {
  for (const field of old.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const one = field.matches("[type=radio], [type=checkbox]");
    const twin = fresh.querySelector(`[name="${CSS.escape(field.name)}"]${one ? `[value="${CSS.escape(field.value)}"]` : ""}`);
    if (!twin) continue;
    if (one && field.checked !== sent.getAll(field.name).includes(field.value)) twin.toggleAttribute("checked", field.checked);
    else if (!one && field.value !== sent.get(field.name)) setValue(twin, field.value);
  }
}

// As attributes, since a copy of the node takes only those along.
function setValue(field, value) {
  if (field.matches("textarea")) field.textContent = value;
  else if (field.matches("select")) for (const option of field.options) option.toggleAttribute("selected", option.value === value);
  else field.setAttribute("value", value);
}

// How to come back to what has the focus now, when its part of the page is replaced: choices by name and value, rows by their label.
function focused() {
  const node = document.activeElement ?? document.body;
  const [start, end] = [node.selectionStart, node.selectionEnd];
  const known = node.matches("[type=radio], [type=checkbox]") ? ["name", "value"] : node.id ? ["id"] : ["aria-label"];
  const selector = known.map((name) => `[${name}="${CSS.escape(node.getAttribute(name) ?? "")}"]`).join("");
  return () => {
    const again = document.querySelector(selector);
    again?.focus();
    if (start !== null && start !== undefined) again?.setSelectionRange?.(start, end);
  };
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print-page]")) print();
});
if (document.querySelector("[data-print-page=now]")) {
  history.replaceState(null, "", location.pathname); // once, and not again when the page is looked at later
  print();
}
