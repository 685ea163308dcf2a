/* Looking ahead: where the orders on the table, or an inject, would lead, as fans of runs, before anything is released. */
import { picture } from "./charts.js";
import { el, part, show, t } from "./dom.js";
import { act, post } from "./link.js";

export const look = (button, inject) => act(button, async () => { await post("/control/preview", inject ? { inject } : {}); document.getElementById("h-ahead").scrollIntoView({ block: "nearest", behavior: "smooth" }); });

export function ahead({ view, extra }) {
  const found = extra.preview || null;
  const playing = view.game.phase === "playing", running = found && found.state === "running";
  show(part("ahead"), { found: found && { ...found, fans: null }, playing, move: view.game.move }, () => el("div", { class: "row" },
    el("button", { class: "button slim", type: "button", id: "look", disabled: !playing || running, onclick: (event) => look(event.currentTarget) }, running ? t("preview.running", { done: found.done, n: found.of }) : t("preview.look")),
    found && found.title && el("span", { class: "small soft" }, t("preview.then", { title: found.title })),
    found && found.state === "done" && found.move !== view.game.move && el("span", { class: "small faint" }, t("preview.stale", { move: found.move })),
    found && found.error && el("span", { class: "small warn" }, found.error)));
  show(part("fans"), found && (found.fans || running), () => (found && found.fans ? found.fans.map((fan) => el("figure", {}, el("figcaption", { class: "small" }, fan.title), el("div", { class: "chart fan", role: "img", "aria-label": fan.title, "data-fan": fan.id })))
    : el("p", { class: "empty" }, t("preview.none"))));
  if (found && found.fans) for (const fan of found.fans) picture(document.querySelector(`[data-fan="${fan.id}"]`), fan.option);
}
