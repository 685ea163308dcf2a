/* Injects: the deck, those that wait or were released, and one of the facilitator's own. */
import { ask } from "./ask.js";
import { el, part, show, t } from "./dom.js";
import { act, notice, post } from "./link.js";
import { named } from "./seats.js";

export function injects({ view, order }) {
  const deck = view.deck || [];
  const done = view.injects || [];
  const used = new Set(done.filter((one) => one.state !== "cancelled").map((one) => one.title));
  const usable = view.game.phase !== "finished";
  show(part("injects"), { deck, done, usable }, () => [
    done.filter((one) => one.state === "waiting").map((one) => el("p", { class: "row inject" }, el("span", { class: "chip" }, t("injects.waiting", { move: one.move })), el("span", {}, one.title), el("span", { class: "space" }),
      el("button", { class: "button plain slim", type: "button", "data-key": `c-${one.inject_id}`, onclick: (event) => act(event.currentTarget, () => order("cancel", { inject_id: one.inject_id })) }, t("injects.cancel")))),
    deck.length > 0 && el("ul", { class: "deck", tabindex: 0, "aria-label": t("injects.title") }, deck.map((card) => el("li", { class: "inject", "data-used": String(used.has(card.title)) }, el("details", { "data-key": `d-${card.inject_id || card.card_id || card.title}` }, el("summary", {}, el("b", {}, card.title), used.has(card.title) && el("span", { class: "chip" }, t("injects.used"))),
      el("p", { class: "small soft" }, card.text), card.use && el("p", { class: "small faint" }, card.use)),
      el("button", { class: "button slim", type: "button", "data-key": `r-${card.inject_id || card.card_id || card.title}`, disabled: !usable, "aria-label": t("injects.release_named", { title: card.title }), onclick: (event) => release(event.currentTarget, body(card)) }, t("injects.release"))))),
    done.filter((one) => one.state === "released").length > 0 && el("details", { class: "more", "data-key": "released" }, el("summary", {}, t("injects.released", { n: done.filter((one) => one.state === "released").length })), el("ul", { class: "small" }, done.filter((one) => one.state === "released").map((one) => el("li", {}, t("injects.line", { move: one.move, title: one.title })))))]);
  show(part("own"), { usable }, () => el("button", { class: "button plain slim", type: "button", id: "own-inject", disabled: !usable, onclick: (event) => own(event.currentTarget) }, t("injects.own")));

  const seats = () => [["", t("talk.all")], ...view.seats.map((seat) => [seat.seat_id, named(view.seats, seat.seat_id)])];
  const whens = () => [["now", t("injects.now")], ["2", t("injects.in_minutes", { n: 2 })], ["5", t("injects.in_minutes", { n: 5 })], ...(view.game.move < view.game.moves ? [["next", t("injects.next_move")]] : [])];
  const timed = (given, when) => (when === "next" ? { ...given, move: view.game.move + 1 } : when === "now" ? given : { ...given, at_s: 60 * Number(when) });

  function body(card) {
    return { title: card.title, text: card.text || "", to: card.to || [], shocks: card.shocks || [], orders: card.orders || [] };
  }
  async function release(target, given) {
    const answer = await ask({ title: given.title, text: given.text, yes: t("injects.release"), fields: [
      { name: "to", label: t("injects.to"), options: seats(), value: given.to[0] || "", required: false }, { name: "when", label: t("injects.when"), options: whens() }] });
    if (answer) await act(target, async () => { await order("inject", timed({ ...given, to: answer.to ? [answer.to] : [] }, answer.when)); notice(t("injects.done")); });
  }
  async function own(target) {
    const answer = await ask({ title: t("injects.own"), yes: t("injects.release"), fields: [
      { name: "title", label: t("injects.headline"), most: 120 }, { name: "text", label: t("injects.text"), lines: 4, most: 2000, required: false },
      { name: "to", label: t("injects.to"), options: seats(), required: false }, { name: "when", label: t("injects.when"), options: whens() }] });
    if (answer) await act(target, async () => { await order("inject", timed({ title: answer.title, text: answer.text, to: answer.to ? [answer.to] : [] }, answer.when)); notice(t("injects.done")); });
  }
}
