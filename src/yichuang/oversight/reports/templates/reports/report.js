// The number that was opened stays marked while its rows are shown at the right.
document.addEventListener("htmx:afterSwap", (event) => {
  const from = event.detail.requestConfig?.elt;
  if (event.detail.target?.id !== "drill" || !from?.matches?.("a.figure")) return;
  document.querySelectorAll(".sheet a.figure[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
  from.setAttribute("aria-current", "true");
});

// A paragraph that stands open: its figures are chips that can be deleted, moved and inserted, and not typed over.
// The text area stays underneath as what is sent: 〔受理件数〕 where a chip stands.
const TOKEN = /〔[^〔〕{}]{1,120}〕/g;
const isYear = (token) => /^〔\d{4}〕$/.test(token);

function chip(token, shown) {
  const made = document.createElement("span");
  made.className = "chip";
  made.contentEditable = "false";
  made.dataset.token = token;
  const name = token.slice(1, -1);
  made.title = name;
  made.textContent = shown || name;
  if (shown) {
    const small = document.createElement("small");
    small.textContent = name;
    made.append(small);
  }
  return made;
}

function pieces(text, shown) {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(TOKEN)) {
    if (isYear(found[0])) continue;
    made.append(text.slice(at, found.index), chip(found[0], shown[found[0]]));
    at = found.index + found[0].length;
  }
  made.append(text.slice(at));
  return made;
}

function written(node) {
  let text = "";
  for (const one of node.childNodes) {
    if (one.nodeType === Node.TEXT_NODE) text += one.data;
    else if (one.dataset?.token) text += one.dataset.token;
    else text += written(one);
  }
  return text;
}

function insertAtCaret(area, made) {
  const chosen = getSelection();
  const inside = chosen.rangeCount && area.contains(chosen.getRangeAt(0).commonAncestorContainer);
  const range = inside ? chosen.getRangeAt(0) : document.createRange();
  if (!inside) {
    range.selectNodeContents(area);
    range.collapse(false);
  }
  range.deleteContents();
  range.insertNode(made);
  range.collapse(false);
  chosen.removeAllRanges();
  chosen.addRange(range);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function openChips(text) {
  const shown = JSON.parse(text.dataset.shown || "{}");
  const area = document.createElement("div");
  area.className = "input chips-area";
  area.contentEditable = "true";
  area.setAttribute("role", "textbox");
  area.setAttribute("aria-multiline", "true");
  area.setAttribute("aria-label", text.labels[0]?.textContent || "文字");
  area.setAttribute("aria-describedby", text.getAttribute("aria-describedby") || "");
  if (text.getAttribute("aria-invalid")) area.setAttribute("aria-invalid", "true");
  area.append(pieces(text.value.replace(/^\n/, ""), shown));
  text.hidden = true;
  text.after(area);
  const keep = () => { text.value = written(area); };
  area.addEventListener("input", keep);
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) text.form.requestSubmit();
  });
  // what is cut and pasted goes as words and tokens, so that a chip stays whole on its way
  const copied = (event) => {
    const range = getSelection().getRangeAt(0);
    event.clipboardData.setData("text/plain", written(range.cloneContents()));
    event.preventDefault();
    if (event.type !== "cut") return;
    range.deleteContents();
    keep();
  };
  area.addEventListener("copy", copied);
  area.addEventListener("cut", copied);
  area.addEventListener("paste", (event) => {
    event.preventDefault();
    insertAtCaret(area, pieces(event.clipboardData.getData("text/plain").replace(/\s*[\r\n]+\s*/g, ""), shown));
  });
  area.addEventListener("drop", (event) => event.preventDefault());
  openPicker(text.form, area);
  area.focus();
}

// The numbers beside the names are those that would be printed: narrowed, and put as chosen. The last choice wins.
let asking = new AbortController();
async function show(form, only, view) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const picker = form.querySelector("[data-numbers]");
  const said = form.querySelector("[data-picker-said]");
  const buttons = [...form.querySelectorAll("button[data-token]")];
  const put = (button, text, unit) => {
    button.dataset.value = text;
    button.nextElementSibling.textContent = text && unit ? `${text} ${unit}` : text;
  };
  buttons.forEach((button) => { button.dataset.whole ??= button.dataset.value; put(button, "", ""); });
  said.textContent = only || view ? "正在算…" : "";
  let found = Object.fromEntries(buttons.map((button) => [button.dataset.token, button.dataset.whole]));
  try {
    if (only || view) {
      const asked = await fetch(`${picker.dataset.numbers}?${new URLSearchParams({ only, view })}`, { signal });
      if (!asked.ok) throw new Error(asked.status);
      found = await asked.json();
    }
  } catch (error) {
    if (error.name !== "AbortError") said.textContent = "数值没有取到，照样可以插入，存下以后就能看到。";
    return;
  }
  if (signal.aborted) return;
  const counted = ["", "上期", "去年同期"].includes(view); // the other ways of putting it are words
  buttons.forEach((button) => put(button, found[button.dataset.token] ?? "", counted ? button.nextElementSibling.dataset.unit : ""));
  said.textContent = "";
}

function openPicker(form, area) {
  const find = form.querySelector("[data-picker-find]");
  const view = form.querySelector("[data-picker-view]");
  const only = form.querySelector("[data-picker-only]");
  // only what can be narrowed so, and has such a view, is offered
  const offer = () => {
    const words = find.value.trim();
    const group = only?.value.split("：")[0] || view.value.replace(/^最多的/, "");
    const narrowed = Boolean(only?.value) || view.value.startsWith("最多的");
    const earlier = view.value && !view.value.startsWith("最多的");
    form.querySelectorAll("[data-find]").forEach((one) => {
      const fits = !narrowed || one.dataset.groups.split(" ").includes(group);
      one.hidden = !one.dataset.find.includes(words) || !fits || (earlier && !("past" in one.dataset));
    });
    form.querySelectorAll(".picker-list section").forEach((one) => { one.hidden = !one.querySelector("li:not([hidden])"); });
  };
  [find, only, view].forEach((one) => one?.addEventListener("input", offer));
  [only, view].forEach((one) => one?.addEventListener("change", () => show(form, only?.value || "", view.value)));
  find?.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  form.querySelectorAll("[data-token]").forEach((button) => {
    if (!button.matches("button")) return;
    button.addEventListener("click", () => {
      const name = button.dataset.token.slice(1, -1);
      const said = [name, only?.value, view.value].filter(Boolean);
      insertAtCaret(area, chip(`〔${said.join("·")}〕`, button.dataset.value));
      area.focus();
    });
  });
}

function openAll(root) {
  root.querySelectorAll?.("textarea[data-chips]:not([hidden])").forEach(openChips);
}
document.documentElement.classList.add("has-script");
openAll(document);
document.addEventListener("htmx:load", (event) => openAll(event.detail.elt));
