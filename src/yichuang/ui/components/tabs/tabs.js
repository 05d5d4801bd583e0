// Panes of the desk on a narrow screen: one at a time, the one with the heading of the page first. The class only hides below 1180 px.
const paneOf = (link) => document.getElementById(link.hash.slice(1));
for (const nav of document.querySelectorAll("[data-panes]")) {
  const links = [...nav.querySelectorAll("a")];
  const show = (chosen) => links.forEach((link) => {
    if (link === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    paneOf(link)?.classList.toggle("is-off-pane", link !== chosen);
  });
  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    show(link);
  });
  show(links.find((link) => paneOf(link)?.querySelector("h1")) ?? links[0]);
}
