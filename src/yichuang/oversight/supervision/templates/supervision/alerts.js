// The box of alerts: a sound when a new one comes, if this browser's user has asked for it. Browsers keep a page silent until
// somebody has touched it: the first touch wakes the sound, and until then the button says so.
const KEY = "yichuang-sound";
const place = document.getElementById("alerts");
if (place) {
  const root = document.querySelector("[data-live]");
  const known = new Set(JSON.parse(sessionStorage.getItem("yichuang-alerts") || "[]"));
  const isOn = () => localStorage.getItem(KEY) === "on";
  let audio = null;

  const isSilent = () => isOn() && (!audio || audio.state !== "running");

  async function wake() {
    if (!isOn()) return;
    audio = audio || new AudioContext();
    if (audio.state !== "running") await audio.resume();
    show();
  }

  async function beep() {
    await wake();
    for (const [at, pitch] of [[0, 880], [0.25, 660]]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.value = 0.2;
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + at);
      tone.stop(audio.currentTime + at + 0.2);
    }
  }

  function show() {
    document.querySelectorAll("[data-sound]").forEach((button) => {
      button.setAttribute("aria-pressed", String(isOn()));
      const said = isSilent() ? "声音：点一下页面才会响" : `声音：${isOn() ? "开" : "关"}`;
      if (button.textContent !== said) button.textContent = said;
    });
    if (root) root.toggleAttribute("data-live-always", isOn()); // heard while the page is hidden, too
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-sound]")) return;
    localStorage.setItem(KEY, isOn() ? "off" : "on");
    show();
    if (isOn()) beep();
  });
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, () => { if (isSilent()) wake(); });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target !== place) return;
    const here = [...place.querySelectorAll("[data-alert]")].map((one) => one.dataset.alert);
    if (isOn() && here.some((one) => !known.has(one))) beep();
    here.forEach((one) => known.add(one));
    sessionStorage.setItem("yichuang-alerts", JSON.stringify([...known].slice(-200)));
    show();
  });
  show();
}
