// The big screen: its picture is replaced when the stream brings another, its pages turn, and it says when its data are old.
const place = document.querySelector("[data-wall]");
if (place) {
  const TURN = 20000;
  const OLD = 30000; // the picture is asked for at least this often
  const STALE = 60000;
  let page = 0;
  let came = Date.now();
  let asked = Date.now();

  function show() {
    const pages = place.querySelectorAll("[data-page]");
    pages.forEach((one, n) => { one.hidden = n !== page % pages.length; });
    const here = pages[page % pages.length];
    document.getElementById("turns").textContent = `${here.dataset.page}　${(page % pages.length) + 1} / ${pages.length}`;
  }

  function tick() {
    const now = new Date();
    const lost = place.dataset.stream !== "on";
    const age = now - came;
    place.querySelector("[data-now]").textContent = now.toLocaleTimeString("zh-CN", { hour12: false, timeZone: "Asia/Shanghai" });
    const said = place.querySelector("[data-stale]");
    const minutes = Math.floor(age / 60000);
    const old = age > STALE || (lost && age > 5000);
    said.textContent = minutes ? `数据 ${minutes} 分钟前` : `数据 ${Math.max(1, Math.round(age / 1000))} 秒前`;
    if (old) said.dataset.state = "warning"; else delete said.dataset.state;
    if (age > OLD && now - asked > (lost ? 15000 : OLD)) ask();
  }

  function put(html) {
    place.innerHTML = html;
    came = Date.now();
    show();
    tick();
  }

  async function ask() {
    asked = Date.now();
    try {
      const answer = await fetch(place.dataset.wall, { redirect: "error" });
      if (answer.ok) put(await answer.text());
    } catch { /* it says itself that its data are old */ }
  }

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
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) { page = (page + step + 3) % 3; show(); }
  });
  // the pointer shows while it moves: each number is a link to what it is made of
  let resting = 0;
  document.addEventListener("pointermove", () => {
    document.body.classList.add("is-pointed");
    clearTimeout(resting);
    resting = setTimeout(() => document.body.classList.remove("is-pointed"), 3000);
  });
  setInterval(() => { page += 1; show(); }, TURN);
  setInterval(tick, 1000);
  show();
  tick();
}
