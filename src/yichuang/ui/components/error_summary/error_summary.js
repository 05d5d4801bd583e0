// A page that comes back with errors starts at their list; a link in it goes into the field, not just beside it.
const summary = () => document.getElementById("errors");
if (!document.querySelector("[data-gallery]")) summary()?.focus();
document.addEventListener("htmx:afterSwap", (event) => event.target.querySelector?.(".errors")?.focus());
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".errors a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  const into = field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea") ?? field;
  into.focus();
  into.scrollIntoView({ block: "center" });
});
