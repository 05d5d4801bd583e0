// A file dropped on the form is the file of its field; the form itself is sent by its button.
document.querySelectorAll("form[data-drop]").forEach((form) => {
  const field = form.querySelector('input[type="file"]');
  const over = (event, is) => {
    event.preventDefault();
    form.classList.toggle("is-over", is);
  };
  form.addEventListener("dragover", (event) => over(event, true));
  form.addEventListener("dragleave", (event) => over(event, false));
  form.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer?.files.length) field.files = event.dataTransfer.files;
  });
});
// The number that was opened stays marked while its arithmetic is shown at the right. Where the report has a column of
// its own, it moves to the number; where all stands below each other, the arithmetic itself is what is shown.
document.addEventListener("htmx:afterSwap", (event) => {
  const from = event.detail.requestConfig?.elt;
  if (event.detail.target?.id !== "drill" || !from?.closest?.(".check-read")) return;
  const address = from.getAttribute("hx-get");
  document.querySelectorAll(".check-read a[hx-get]").forEach((one) => {
    if (one.getAttribute("hx-get") === address) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  });
  const sheet = document.querySelector(".check-read > .sheet");
  if (!from.closest(".outline") || getComputedStyle(sheet).overflowY === "visible") return;
  sheet.querySelector("a[aria-current]")?.scrollIntoView({ block: "center" });
});
// What can't be shown at the right is said: a report whose day is over by the page of that address, a lost connection here.
const clicked = (event) => event.detail.requestConfig?.elt.closest?.(".check-read a[hx-get]");
document.addEventListener("htmx:responseError", (event) => {
  const link = clicked(event);
  if (link) window.location.assign(link.getAttribute("hx-get")); // with a fragment it would only scroll
});
document.addEventListener("htmx:sendError", (event) => {
  const panel = document.getElementById("drill");
  if (!clicked(event) || !panel) return;
  const said = document.createElement("p");
  said.className = "wrong";
  said.textContent = "没有连上，请看看核验的程序是不是还开着，再点一次。";
  panel.replaceChildren(said);
});
