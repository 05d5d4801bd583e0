// The intake page asks the server for itself as the clerk types, and takes over the parts that changed; without it every button
// posts the whole form and the page comes back with everything typed.
const form = document.querySelector("[data-intake]");
const ALWAYS = ["tally", "notice", "acts"];
let waiting, asked = 0;

if (form) {
  document.documentElement.classList.add("is-scripted");
  form.addEventListener("input", (event) => {
    if (event.target.closest("#papers")) later([]);
  });
  form.addEventListener("change", (event) => {
    const part = event.target.closest("[data-refresh]")?.dataset.refresh;
    later(part === "who" ? ["applicant", "history"] : part ? [part] : [], part ? 0 : 250);
  });
  later([], 0);
}

function later(parts, wait = 250) {
  clearTimeout(waiting);
  waiting = setTimeout(() => refresh([...ALWAYS, ...parts]), wait);
}

async function refresh(parts) {
  const mine = ++asked;
  const body = new FormData(form);
  body.set("act", "refresh");
  let page;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Live": "1" } });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // the page stays as it is; the buttons still post it whole
  }
  if (mine !== asked) return;
  const here = document.activeElement?.id;
  for (const id of parts) {
    const fresh = page.getElementById(id), old = document.getElementById(id);
    if (fresh && old) old.replaceWith(document.importNode(fresh, true));
  }
  if (here && document.activeElement === document.body) document.getElementById(here)?.focus();
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print-page]")) print();
});
