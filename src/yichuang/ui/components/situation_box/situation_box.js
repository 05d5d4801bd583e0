// With htmx there, a changed answer is enough; the button stays for those without script.
if (window.htmx) document.documentElement.classList.add("is-scripted");
