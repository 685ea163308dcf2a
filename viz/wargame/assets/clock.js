/* The clock of a move: counts to the deadline by the server's time, whatever the device's own clock says. */
import { parts, t } from "./dom.js";

let skew = 0, clock = null;

/** Take the server's time, in seconds. */
export function setNow(seconds) { skew = Date.now() / 1000 - seconds; tick(); }

/** Take the clock of a state: running with a deadline, or stopped with seconds left. */
export function setClock(given) { clock = given; tick(); }

export function left() {
  if (!clock) return null;
  if (clock.state === "running") return clock.deadline - (Date.now() / 1000 - skew);
  return clock.left ?? null;
}

export function minutes(seconds) {
  const whole = Math.max(0, Math.round(Math.abs(seconds)));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function tick() {
  const seconds = left();
  for (const place of parts("clock")) {
    const text = seconds === null ? "–:––" : seconds < 0 ? `+${minutes(seconds)}` : minutes(seconds);
    if (place.textContent !== text) place.textContent = text;
    place.dataset.late = String(seconds !== null && seconds < 0);
    place.dataset.soon = String(seconds !== null && seconds >= 0 && seconds < 60);
    place.dataset.paused = String(clock !== null && clock.state !== "running");
    place.title = seconds !== null && seconds < 0 ? t("clock.late") : t("clock.left");
  }
}
setInterval(tick, 500);
