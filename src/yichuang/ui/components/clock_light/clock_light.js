// The arc of a running clock moves each minute; its state and words change only when the server says so.
setInterval(() => {
  for (const clock of document.querySelectorAll(".clock[data-per-minute]")) {
    const used = Math.min(100, Number(clock.dataset.used) + Number(clock.dataset.perMinute));
    clock.dataset.used = used;
    clock.querySelector(".clock-arc")?.setAttribute("stroke-dasharray", `${used} 100`);
  }
}, 60_000);
