// What is typed in a form that stands open on a page outlives the page: another act on the same case, a tab, another row of the list.
// It stays with this browser tab under the key that the form names (who, which case, which stage), until it has been sent or its writer
// signs out. Sent and refused it is still there; sent and done, the case is another version, and it goes.
const PREFIX = "yichuang-unsent ";
const KEEP = 12 * 3600 * 1000;
const NOT_TYPED = ["hidden", "file", "submit", "button", "password"];

const keyOf = (form) => PREFIX + form.dataset.unsent;
const fieldsOf = (form) => [...form.elements].filter((one) => one.name && !NOT_TYPED.includes(one.type));
const isChosen = (one) => one.type === "radio" || one.type === "checkbox";
const kept = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));

function isTouched(one) {
  if (isChosen(one)) return one.checked !== one.defaultChecked;
  if (one.options) return [...one.options].some((option) => option.selected !== option.defaultSelected);
  return one.value !== one.defaultValue;
}

function keep(form, sent) {
  const fields = fieldsOf(form).filter(isTouched).map((one) => [one.name, one.value, one.checked ?? null]);
  if (fields.length) sessionStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), sent, seen: form.elements.seen?.value, fields }));
  else sessionStorage.removeItem(keyOf(form));
}

function bringBack(form) {
  const about = keyOf(form).split(" ").slice(0, 3).join(" "); // who, and which case: of whatever stage
  for (const key of kept().filter((one) => one.startsWith(`${about} `))) {
    const { sent, seen } = JSON.parse(sessionStorage.getItem(key));
    if (sent && seen !== form.elements.seen?.value) sessionStorage.removeItem(key);
  }
  const found = JSON.parse(sessionStorage.getItem(keyOf(form)) || "null");
  if (!found) return;
  for (const [name, value, checked] of found.fields) {
    for (const one of fieldsOf(form).filter((field) => field.name === name)) {
      if (!isChosen(one)) one.value = value;
      else if (one.value === value) one.checked = checked;
    }
  }
  form.querySelector("[data-unsent-said]").hidden = false;
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

const bringAllBack = (root) => root.querySelectorAll("form[data-unsent]").forEach(bringBack);
const written = (event) => { if (event.target.form?.dataset.unsent) keep(event.target.form, false); };

for (const key of kept()) if (Date.now() - JSON.parse(sessionStorage.getItem(key)).at > KEEP) sessionStorage.removeItem(key);
document.addEventListener("input", written);
document.addEventListener("change", written);
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-unsent]") && !event.submitter?.hasAttribute("formaction")) keep(event.target, true);
  if (event.target.matches("form[data-sign-out]")) kept().forEach((key) => sessionStorage.removeItem(key));
});
document.addEventListener("htmx:afterSwap", (event) => bringAllBack(event.target));
bringAllBack(document);
