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
