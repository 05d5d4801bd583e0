// The big screen: its picture is replaced when the stream brings another, its pages turn unless somebody holds one, and it says when its data are old.
const place = document.querySelector("[data-wall]");
if (place) {
  const TURN = 15000;
  const OLD = 30000; // the picture is asked for at least this often
  const POLL = 15000; // without a stream
  const STALE = 60000; // asked for in vain, while the stream says that nothing has happened
  const CUT = 5000; // the stream is gone: what happens now isn't seen
  const PATIENCE = 12000; // with an answer
  const AGAIN = 600000;
  let page = 0;
  let turned = Date.now();
  let held = false;
  let came = Date.now();
  let asked = Date.now();

  function show() {
    const pages = place.querySelectorAll("[data-page]");
    pages.forEach((one, n) => { one.hidden = n !== page % pages.length; });
    const here = pages[page % pages.length];
    document.getElementById("turns").textContent = `${here.dataset.page}　${(page % pages.length) + 1} / ${pages.length}${held ? "　停住了，按空格继续" : ""}`;
  }

  function turn(step) {
    const pages = place.querySelectorAll("[data-page]").length;
    page = (page + step + pages) % pages;
    turned = Date.now();
    show();
  }

  function isOld(age) {
    if (place.dataset.stream === "on") return age > STALE;
    return age > (place.dataset.live ? CUT : POLL * 2.5);
  }

  function tick() {
    const now = new Date();
    if (!held && now - turned > TURN) turn(1);
    const age = now - came;
    const old = isOld(age);
    place.querySelector("[data-now]").textContent = now.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
    place.querySelector("[data-today]").textContent = now.toLocaleDateString("zh-CN", { month: "long", day: "numeric", weekday: "short", timeZone: "Asia/Shanghai" });
    const said = place.querySelector("[data-stale]");
    const minutes = Math.floor(age / 60000);
    said.textContent = minutes ? `数据 ${minutes} 分钟前` : `数据 ${Math.max(1, Math.round(age / 1000))} 秒前`;
    if (old) said.dataset.state = "warning"; else delete said.dataset.state;
    document.body.toggleAttribute("data-old", old);
    document.getElementById("cut").hidden = !old;
    if (age > (place.dataset.stream === "on" ? OLD : POLL) && now - asked > POLL) ask();
  }

  function put(html) {
    const before = place.querySelector("[data-version]");
    place.innerHTML = html;
    came = Date.now();
    const after = place.querySelector("[data-version]");
    // another version was put in service meanwhile: its picture needs its own style and script
    if (before && after && before.dataset.version !== after.dataset.version) renew();
    show();
    tick();
  }

  function renew() {
    const last = Number(sessionStorage.getItem("yichuang-renewed") || 0);
    if (Date.now() - last < AGAIN) return; // while pages and streams are of two versions
    sessionStorage.setItem("yichuang-renewed", String(Date.now()));
    location.reload();
  }

  async function ask() {
    asked = Date.now();
    try {
      const answer = await fetch(place.dataset.wall, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok) put(await answer.text());
      // who may no longer see it is shown why, and where to sign in; what fails otherwise passes by itself
      else if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) location.reload();
    } catch { /* it says itself that its data are old */ }
  }

  document.addEventListener("live:over", ask);
  document.addEventListener("live:figures", (event) => put(event.detail.html));
  document.addEventListener("live:acts", (event) => {
    const list = document.getElementById("acts");
    for (const act of event.detail) {
      const one = document.createElement("li");
      one.textContent = `${act.at} ${act.office} ${act.what}`;
      list.prepend(one);
    }
    while (list.children.length > 5) list.lastChild.remove();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target === document.body) {
      event.preventDefault();
      held = !held;
      turn(0);
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) turn(step);
  });
  // the pointer shows while it moves: each number is a link to what it is made of
  let resting = 0;
  document.addEventListener("pointermove", () => {
    document.body.classList.add("is-pointed");
    clearTimeout(resting);
    resting = setTimeout(() => document.body.classList.remove("is-pointed"), 3000);
  });
  setInterval(tick, 1000);
  show();
  tick();
}
