// Fields that belong to one choice of another field are shown with that choice alone; what was typed in them stays.
function settleFields(root) {
  for (const part of root.querySelectorAll("[data-only]")) {
    const form = part.closest("form");
    const chosen = form && new FormData(form).get(part.dataset.only);
    part.hidden = !part.dataset.codes.split(" ").includes(chosen) && !part.querySelector(".wrong");
  }
}
settleFields(document);
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form");
  if (form?.querySelector("[data-only]")) settleFields(form);
});
document.addEventListener("filled", (event) => settleFields(event.target)); // a dialog that has just got its form
document.addEventListener("htmx:afterSwap", (event) => settleFields(event.target)); // a part of a page that came later
