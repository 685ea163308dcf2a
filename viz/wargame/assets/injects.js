/* Injects: the deck, those that wait or were released, and one of the facilitator's own. */
import { ask } from "./ask.js";
import { el, part, show, t } from "./dom.js";
import { look } from "./ahead.js";
import { act, notice } from "./link.js";
import { named } from "./seats.js";

export function injects({ view, order }) {
  const deck = (view.decks || []).flatMap((one) => one.cards.map((card) => ({ ...card, deck: one.title })));
  const done = view.injects || [];
  const used = new Set(done.filter((one) => one.state !== "cancelled").map((one) => one.title));
  const usable = view.game.phase !== "finished", playing = view.game.phase === "playing";
  show(part("injects"), { deck, done, usable, playing }, () => [
    done.filter((one) => one.state === "waiting").map((one) => el("p", { class: "row inject" }, el("span", { class: "chip" }, t("injects.waiting", { move: one.move })), el("span", {}, one.title), el("span", { class: "space" }),
      el("button", { class: "button plain slim", type: "button", "data-key": `c-${one.inject_id}`, onclick: (event) => act(event.currentTarget, () => order("cancel", { inject_id: one.inject_id })) }, t("injects.cancel")))),
    (view.decks || []).map((one) => el("details", { class: "deckbox", "data-key": `deck-${one.deck_id}`, open: one === view.decks[0] }, el("summary", {}, el("h3", {}, one.title), el("span", { class: "faint small" }, String(one.cards.length))),
      el("ul", { class: "deck" }, one.cards.map((card) => el("li", { class: "inject", "data-used": String(used.has(card.title)) }, el("details", { "data-key": `d-${card.card_id}` }, el("summary", {}, el("b", {}, card.title), used.has(card.title) && el("span", { class: "chip" }, t("injects.used"))),
        el("p", { class: "small soft" }, card.text), card.teaches && el("p", { class: "small faint" }, t("injects.teaches", { text: card.teaches })),
        el("div", { class: "row" }, el("button", { class: "button slim", type: "button", "data-key": `r-${card.card_id}`, disabled: !usable, "aria-label": t("injects.release_named", { title: card.title }), onclick: (event) => release(event.currentTarget, card.body) }, t("injects.release")),
          el("button", { class: "button plain slim", type: "button", "data-key": `l-${card.card_id}`, disabled: !playing, "aria-label": t("injects.ahead_named", { title: card.title }), onclick: (event) => look(event.currentTarget, card.body) }, t("injects.ahead")),
          card.changes_world && el("span", { class: "small faint" }, t("injects.world"))))))))),
    done.filter((one) => one.state === "released").length > 0 && el("details", { class: "more", "data-key": "released" }, el("summary", {}, t("injects.released", { n: done.filter((one) => one.state === "released").length })), el("ul", { class: "small" }, done.filter((one) => one.state === "released").map((one) => el("li", {}, t("injects.line", { move: one.move, title: one.title })))))]);
  show(part("own"), { usable }, () => el("button", { class: "button plain slim", type: "button", id: "own-inject", disabled: !usable, onclick: (event) => own(event.currentTarget) }, t("injects.own")));

  const seats = () => [["", t("talk.all")], ...view.seats.map((seat) => [seat.seat_id, named(view.seats, seat.seat_id)])];
  const whens = () => [["now", t("injects.now")], ["2", t("injects.in_minutes", { n: 2 })], ["5", t("injects.in_minutes", { n: 5 })], ...(view.game.move < view.game.moves ? [["next", t("injects.next_move")]] : [])];
  const timed = (given, when) => (when === "next" ? { ...given, move: view.game.move + 1 } : when === "now" ? given : { ...given, at_s: 60 * Number(when) });

  async function release(target, given) {
    const answer = await ask({ title: given.title, text: given.text || "", yes: t("injects.release"), fields: [
      { name: "to", label: t("injects.to"), options: seats(), value: (given.to || [])[0] || "", required: false }, { name: "when", label: t("injects.when"), options: whens() }] });
    if (answer) await act(target, async () => { await order("inject", timed({ ...given, to: answer.to ? [answer.to] : [] }, answer.when)); notice(t("injects.done")); });
  }
  async function own(target) {
    const answer = await ask({ title: t("injects.own"), yes: t("injects.release"), fields: [
      { name: "title", label: t("injects.headline"), most: 120 }, { name: "text", label: t("injects.text"), lines: 4, most: 2000, required: false },
      { name: "to", label: t("injects.to"), options: seats(), required: false }, { name: "when", label: t("injects.when"), options: whens() }] });
    if (answer) await act(target, async () => { await order("inject", timed({ title: answer.title, text: answer.text, to: answer.to ? [answer.to] : [] }, answer.when)); notice(t("injects.done")); });
  }
}
