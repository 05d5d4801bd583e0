// The number that was opened stays marked while its rows are shown at the right.
document.addEventListener("htmx:afterSwap", (event) => {
  const from = event.detail.requestConfig?.elt;
  if (event.detail.target?.id !== "drill" || !from?.matches?.("a.figure")) return;
  document.querySelectorAll(".sheet a.figure[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
  from.setAttribute("aria-current", "true");
});
