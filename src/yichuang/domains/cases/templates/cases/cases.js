// Acts open as dialogs: the same form that stands on a page of its own, fetched into the one dialog of the page.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-act]");
  const dialog = link && document.getElementById("act-dialog");
  if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { headers: { "X-Dialog": "1" } });
    if (!answer.ok) throw new Error(String(answer.status));
    dialog.innerHTML = await answer.text();
  } catch {
    location.assign(link.href);
    return;
  }
  dialog.dispatchEvent(new Event("filled", { bubbles: true }));
  dialog.showModal();
  dialog.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});

// A changed filter is enough; the button stays for those without script.
if (document.querySelector("[data-autosubmit]")) document.documentElement.classList.add("is-scripted");
document.addEventListener("change", (event) => event.target.closest?.("[data-autosubmit]")?.requestSubmit());
