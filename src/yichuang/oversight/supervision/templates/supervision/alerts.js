// The box of alerts: a sound when a new one comes, if this browser's user has asked for it.
const KEY = "yichuang-sound";
const place = document.getElementById("alerts");
if (place) {
  const root = document.querySelector("[data-live]");
  const known = new Set(JSON.parse(sessionStorage.getItem("yichuang-alerts") || "[]"));
  const isOn = () => localStorage.getItem(KEY) === "on";
  let audio = null;

  function beep() {
    audio = audio || new AudioContext();
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
      button.textContent = isOn() ? "声音：开" : "声音：关";
    });
    if (root) root.toggleAttribute("data-live-always", isOn()); // heard while the page is hidden, too
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-sound]")) return;
    localStorage.setItem(KEY, isOn() ? "off" : "on");
    show();
    if (isOn()) beep();
  });
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
