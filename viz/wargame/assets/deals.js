/* Packages: what others offer, what we offered, and making an offer of promises on both sides. */
import { el, forget, part, show, t } from "./dom.js";
import { act, notice } from "./link.js";
import { blank, card, choices } from "./orders.js";
import { mark, named } from "./seats.js";

let offer = null; // being written: {to, terms: [{form, term, mine}], text, counters}
let turn = 0;

/** How many packages wait for an answer of ours that weren't there before. */
export function hasNewDeals(before, now, seatId) {
  const waiting = (view) => view.deals.filter((deal) => deal.to_seat === seatId && deal.state === "open").map((deal) => deal.deal_id);
  const old = new Set(waiting(before));
  return waiting(now).filter((id) => !old.has(id)).length;
}

const KIND = { accepted: "good", refused: "bad", failed: "bad" };

export function deals({ view, forms, seatId, may, order, months }) {
  const again = () => { turn += 1; deals({ view, forms, seatId, may, order, months }); };
  const sorted = [...view.deals].reverse();
  show(part("deals"), { deals: sorted, may, turn }, () => sorted.length === 0 ? el("p", { class: "empty" }, t("deals.none")) : el("ul", { class: "lines" }, sorted.slice(0, 12).map((deal) => one(deal))));
  show(part("offer"), { may, turn, version: view.forms_version, phase: view.game.phase }, () => (view.game.phase === "finished" ? null : offer ? composer() : el("button", { class: "button slim", type: "button", id: "offer", disabled: !may, onclick: () => { offer = { to: "", terms: [], text: "", counters: "" }; again(); } }, t("deals.make"))));

  function one(deal) {
    const toUs = deal.to_seat === seatId && deal.state === "open";
    const answer = (kind) => (event) => act(event.currentTarget, async () => { await order(kind, { deal_id: deal.deal_id }); notice(t(`deals.done_${kind}`)); });
    return el("li", { class: "deal", "data-open": String(toUs) },
      el("p", { class: "row" }, mark(deal.from_seat), el("b", {}, t("deals.line", { from: named(view.seats, deal.from_seat), to: named(view.seats, deal.to_seat) })), el("span", { class: "chip", "data-kind": KIND[deal.state] || false }, t(`deals.state_${deal.state}`))),
      el("ul", { class: "terms" }, deal.terms.map((term) => el("li", {}, term.sentence))), deal.text && el("p", { class: "small soft" }, `“${deal.text}”`), deal.why && el("p", { class: "warn small" }, deal.why),
      toUs && el("div", { class: "row" }, el("button", { class: "button main slim", type: "button", "data-key": `yes-${deal.deal_id}`, disabled: !may, onclick: answer("accept") }, t("deals.accept")),
        el("button", { class: "button slim", type: "button", "data-key": `no-${deal.deal_id}`, disabled: !may, onclick: answer("refuse") }, t("deals.refuse")),
        deal.can_counter && el("button", { class: "button plain slim", type: "button", "data-key": `counter-${deal.deal_id}`, disabled: !may, onclick: () => { offer = counter(deal); again(); document.querySelector('[data-part="offer"]').scrollIntoView({ block: "nearest" }); } }, t("deals.counter"))),
      deal.from_seat === seatId && deal.state === "open" && el("button", { class: "button plain slim", type: "button", "data-key": `back-${deal.deal_id}`, disabled: !may, onclick: answer("revoke") }, t("deals.revoke")));
  }

  function promisable(party) { return (forms.terms || {})[party === seatId ? "own" : party] || []; } // what one side could promise
  function counter(deal) {
    const terms = deal.terms.map((term) => {
      const mine = view.seat.members.some((member) => member.seat_id === term.party);
      const form = promisable(mine ? seatId : deal.from_seat).find((found) => (found.instrument || "") === (term.instrument || "") && found.kind === term.kind);
      return form && { form, mine, term: { ...blank(form), seat: term.party, target: term.target, product_class: term.product_class, value: term.value, lapse: term.lapse || "" } };
    }).filter(Boolean);
    return { to: deal.from_seat, terms, text: "", counters: deal.deal_id };
  }
  function composer() {
    const others = view.seats.filter((seat) => seat.seat_id !== seatId && seat.mode !== "observer" && seat.mode !== "absent" && seat.mode !== "mirror");
    const add = (mine) => {
      const found = offer.to ? promisable(mine ? seatId : offer.to) : [];
      const choice = el("select", { class: "input slim", id: mine ? "promise-ours" : "promise-theirs", disabled: !offer.to || found.length === 0, onchange: (event) => {
        const form = found[Number(event.target.value)];
        if (form) { offer.terms.push({ form, mine, term: blank(form) }); again(); }
      } }, el("option", { value: "" }, t("deals.choose")), choices(found.map((form, index) => ({ id: index, name: form.title, group: form.group })), null));
      return el("label", { class: "field" }, el("span", {}, mine ? t("deals.we") : t("deals.they", { name: offer.to ? named(view.seats, offer.to) : "…" })), choice);
    };
    return el("div", { class: "offer" }, el("h3", {}, offer.counters ? t("deals.countering") : t("deals.new")),
      el("label", { class: "field" }, el("span", {}, t("deals.to")), el("select", { class: "input slim", id: "offer-to", disabled: Boolean(offer.counters), onchange: (event) => { offer.to = event.target.value; offer.terms = offer.terms.filter((one) => one.mine); again(); } },
        el("option", { value: "" }, t("deals.choose")), others.map((seat) => el("option", { value: seat.seat_id, selected: seat.seat_id === offer.to }, seat.title)))),
      offer.terms.map((one, index) => el("div", { class: "promise", "data-mine": String(one.mine) }, el("p", { class: "small strong" }, one.mine ? t("deals.we") : t("deals.they", { name: named(view.seats, offer.to) })),
        card(one.form, one.term, `t${index}`, { changed: () => {}, redraw: again, move: { months: [], ends: months.ends }, remove: () => { offer.terms.splice(index, 1); again(); } }))),
      el("div", { class: "fields" }, add(true), add(false)),
      el("label", { class: "field" }, el("span", {}, t("deals.words")), el("textarea", { class: "input", id: "offer-text", rows: 2, maxlength: 1000, value: offer.text, oninput: (event) => { offer.text = event.target.value; } })),
      el("label", { class: "row small" }, el("input", { type: "checkbox", id: "offer-public", checked: Boolean(offer.public), onchange: (event) => { offer.public = event.target.checked; } }), t("deals.public")),
      el("div", { class: "row" }, el("button", { class: "button main slim", type: "button", id: "offer-send", disabled: !may || !offer.to || offer.terms.length === 0, onclick: (event) => act(event.currentTarget, put) }, t("deals.send")),
        el("button", { class: "button plain slim", type: "button", id: "offer-stop", onclick: () => { offer = null; again(); } }, t("deals.stop"))));
  }
  async function put() {
    const terms = offer.terms.map(({ form, term }) => ({ party: term.seat, kind: form.kind, instrument: term.instrument, target: term.target, product_class: term.product_class, value: term.value, lapse: form.kind === "law" ? term.lapse : "" }));
    await order("propose", { from_seat: seatId, to_seat: offer.to, terms, text: offer.text, counters: offer.counters, public: Boolean(offer.public) });
    offer = null;
    notice(t("deals.sent"));
    again();
  }
}
