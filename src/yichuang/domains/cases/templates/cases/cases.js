// Acts open as dialogs: the same form that stands on a page of its own, fetched into the one dialog of the page and sent from there.
// What is wrong comes back into the dialog; any other answer (signed out, a failure) is left to the browser, which sends the form itself:
// the key in it makes sure that nothing is done twice.
const ASKED = { "X-Dialog": "1" };
const OFFLINE = "没有提交上，网络断了。您填的内容还在，请再点一次";

function fill(dialog, html) {
  dialog.innerHTML = html;
  ownIds(dialog);
  dialog.dispatchEvent(new Event("filled", { bubbles: true }));
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector(".errors") ?? dialog.querySelector("input:not([type=hidden]), select, textarea, .btn"))?.focus();
}

// A form that stands open on the page behind may have a field of the same name: a label must lead to the one beside it.
function ownIds(dialog) {
  for (const node of dialog.querySelectorAll("[id]")) {
    const id = node.id;
    if (document.querySelectorAll(`#${CSS.escape(id)}`).length < 2) continue;
    node.id = `asked-${id}`;
    for (const at of ["for", "aria-describedby", "aria-labelledby"])
      for (const one of dialog.querySelectorAll(`[${at}~="${CSS.escape(id)}"]`))
        one.setAttribute(at, one.getAttribute(at).split(" ").map((word) => (word === id ? node.id : word)).join(" "));
    for (const link of dialog.querySelectorAll(`a[href="#${CSS.escape(id)}"]`)) link.hash = node.id;
  }
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-act]");
  const dialog = link && document.getElementById("act-dialog");
  if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { headers: ASKED });
    if (!answer.headers.has("X-Dialog")) throw new Error(String(answer.status));
    fill(dialog, await answer.text());
  } catch {
    location.assign(link.href);
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const dialog = form.closest?.("#act-dialog");
  if (!dialog || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form), headers: ASKED });
    if (answer.headers.has("X-Next")) location.assign(answer.headers.get("X-Next"));
    else if (answer.headers.has("X-Dialog")) fill(dialog, await answer.text());
    else HTMLFormElement.prototype.submit.call(form);
  } catch {
    form.ariaBusy = "false";
    const said = form.querySelector("[data-offline]") ?? form.insertBefore(document.createElement("p"), form.lastElementChild);
    Object.assign(said, { className: "wrong", role: "alert", textContent: OFFLINE });
    said.dataset.offline = "";
  }
});

// A form in a dialog that came back with errors: asked again as it was, before everything else.
for (const dialog of document.querySelectorAll("dialog.dialog[open]")) {
  dialog.close();
  dialog.showModal();
  dialog.querySelector(".errors")?.focus();
}

// A changed filter is enough; the button stays for those without script.
if (document.querySelector("[data-autosubmit]")) document.documentElement.classList.add("is-scripted");
document.addEventListener("change", (event) => event.target.closest?.("[data-autosubmit]")?.requestSubmit());
