// One stream a page. The element with data-live holds its address; what it says goes on as events of the document
// ("live:look", "live:acts", "live:figures"), and data-stream on that element tells whether it holds ("on", "off").
// A part with data-look="topic" is fetched anew (its hx-trigger is "look") when the stream says so, and by itself while
// there is no stream. Where it has a place for it (data-age) it says how old it is once that is more than it should be.
const root = document.querySelector("[data-live]");
if (root) {
  const SILENT = 25000; // the stream beats every 10 s
  const CALM = 60000; // with a stream a part is fetched at least this often: lights change with time
  const POLL = 15000; // without one
  const AGAIN = 10000;
  const PATIENCE = 12000; // with an answer
  const names = ["look", "acts", "figures"];
  const fetched = new Map(); // topic -> when its part was last asked for
  const answered = new Map(); // topic -> when it last came
  // by topic, never on the part itself: a part is replaced by its answer, and what came meanwhile would go with it
  const due = new Set(); // to be asked for
  const away = new Set(); // asked for, not answered yet
  const begun = Date.now();
  let source = null;
  let heard = 0;
  let last = "";
  let over = false;
  let waiting = null;

  const parts = () => [...document.querySelectorAll("[data-look]")];
  const isOn = () => root.dataset.stream === "on";

  function turn(on) {
    const state = on ? "on" : "off";
    if (root.dataset.stream === state) return;
    root.dataset.stream = state;
    document.dispatchEvent(new CustomEvent("live:state", { detail: on }));
  }

  function hear(event) {
    heard = Date.now();
    if (event.lastEventId) last = event.lastEventId;
  }

  function close() {
    if (source) source.close();
    source = null;
    turn(false);
  }

  function open() {
    if (over || source || !root.dataset.live || (document.hidden && !root.hasAttribute("data-live-always"))) return;
    const address = new URL(root.dataset.live, location.href);
    if (last) address.searchParams.set("last", last);
    source = new EventSource(address, { withCredentials: true });
    heard = Date.now(); // a line on which nothing ever comes is given up like one that fell silent
    source.onopen = () => { heard = Date.now(); };
    source.onerror = () => {
      turn(false);
      if (source && source.readyState === EventSource.CLOSED) { close(); setTimeout(open, AGAIN); }
    };
    for (const name of names) {
      source.addEventListener(name, (event) => {
        hear(event);
        turn(true);
        document.dispatchEvent(new CustomEvent(`live:${name}`, { detail: JSON.parse(event.data) }));
      });
    }
    source.addEventListener("beat", (event) => { hear(event); turn(JSON.parse(event.data).hears); });
    source.addEventListener("over", () => { over = true; close(); document.dispatchEvent(new CustomEvent("live:over")); });
  }

  function look(part) {
    fetched.set(part.dataset.look, Date.now());
    if (window.htmx) window.htmx.trigger(part, "look");
  }

  function lookSoon() {
    const now = Date.now();
    let next = Infinity;
    waiting = null;
    for (const part of parts()) {
      const topic = part.dataset.look;
      if (!due.has(topic) || away.has(topic)) continue; // what is away is looked at again when it has come
      const at = (fetched.get(topic) || 0) + Number(part.dataset.gap || 0);
      if (at <= now) { due.delete(topic); look(part); } else next = Math.min(next, at);
    }
    if (next < Infinity) waiting = setTimeout(lookSoon, next - now);
  }

  function tellAge(part) {
    const place = part.querySelector("[data-age]");
    if (!place) return;
    const age = Date.now() - (answered.get(part.dataset.look) || begun);
    const minutes = Math.floor(age / 60000);
    place.hidden = age < (isOn() ? CALM * 1.5 : POLL * 2.5);
    const said = `数据 ${minutes ? `${minutes} 分钟` : `${Math.round(age / 1000)} 秒`}前，正在重新连接`;
    if (!place.hidden && place.textContent !== said) place.textContent = said;
  }

  document.addEventListener("live:look", (event) => {
    for (const topic of event.detail) due.add(topic);
    if (!waiting) lookSoon();
  });
  // an answer that never comes would keep the part from ever being asked for again
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.dataset.look) event.detail.timeout = PATIENCE;
  });
  document.addEventListener("htmx:beforeSend", (event) => {
    if (event.target.dataset.look) away.add(event.target.dataset.look);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    // not the event's target: a part that was replaced by its answer is no longer in the page
    const topic = event.detail.requestConfig && event.detail.requestConfig.elt.dataset.look;
    if (!topic) return;
    away.delete(topic);
    if (event.detail.successful) answered.set(topic, Date.now());
    if (due.has(topic) && !waiting) lookSoon();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && !root.hasAttribute("data-live-always")) close();
    else open();
  });
  // the page is kept for going back: its stream would hold one of the few connections of the browser
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open);

  turn(false);
  setInterval(() => {
    const now = Date.now();
    if (source && now - heard > SILENT) { close(); open(); }
    for (const part of parts()) {
      if (!document.hidden && now - (fetched.get(part.dataset.look) || begun) > (isOn() ? CALM : POLL)) look(part);
      tellAge(part);
    }
  }, 1000);
  window.addEventListener("load", () => {
    open();
    setTimeout(() => { for (const part of parts()) if (!isOn() && part.hasAttribute("data-look-first")) look(part); }, 3000);
  });
}
