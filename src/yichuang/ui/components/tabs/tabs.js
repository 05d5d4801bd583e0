// Panes of the desk on a narrow screen: one at a time. The class only hides below 1180 px.
for (const nav of document.querySelectorAll("[data-panes]")) {
  const links = [...nav.querySelectorAll("a")];
  const show = (chosen) => links.forEach((link) => {
    link.toggleAttribute("aria-current", link === chosen);
    if (link === chosen) link.setAttribute("aria-current", "true");
    document.getElementById(link.hash.slice(1))?.classList.toggle("is-off-pane", link !== chosen);
  });
  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    show(link);
  });
  show(links.find((link) => link.hasAttribute("aria-current")) ?? links[0]);
}
