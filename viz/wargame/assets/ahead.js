/* Looking ahead: where the orders on the table, or an inject, would lead, as fans of runs, before anything is released. */
import { picture } from "./charts.js";
import { el, part, show, t } from "./dom.js";
import { act, post } from "./link.js";

export function ahead({ view, extra }) {
  const found = extra.preview || null;
  const playing = view.game.phase === "playing";
  show(part("ahead"), { state: found && found.state, title: found && found.title, playing }, () => el("div", { class: "row" },
    el("button", { class: "button slim", type: "button", id: "look", disabled: !playing || (found && found.state === "running"), onclick: (event) => act(event.currentTarget, () => post("/control/preview", {})) },
      found && found.state === "running" ? t("preview.running") : t("preview.look")),
    found && found.title && el("span", { class: "small soft" }, t("preview.of", { title: found.title })),
    found && found.state === "failed" && el("span", { class: "small warn" }, found.error)));
  show(part("fans"), found && found.fans, () => (found && found.fans ? found.fans.map((fan) => el("figure", {}, el("figcaption", { class: "small" }, el("b", {}, fan.title), fan.note && el("span", { class: "faint" }, ` ${fan.note}`)), el("div", { class: "chart fan", role: "img", "aria-label": fan.title, "data-fan": fan.id })))
    : el("p", { class: "empty" }, t("preview.none"))));
  if (found && found.fans) for (const fan of found.fans) picture(document.querySelector(`[data-fan="${fan.id}"]`), fan.option);
  show(part("aheadnote"), found && found.remarks, () => found && (found.remarks || []).length > 0 && el("ul", { class: "small soft" }, found.remarks.map((remark) => el("li", {}, remark))));
}
