/* The facilitator's page: all teams on one page, the clock, orders, looking ahead, injects, messages. */
import { badge } from "./page.js";
import { ask } from "./ask.js";
import { setClock } from "./clock.js";
import { ahead } from "./ahead.js";
import { el, part, show, t } from "./dom.js";
import { injects } from "./injects.js";
import { notes } from "./notes.js";
import { settings } from "./settings.js";
import { act, follow, get, notice, post, showLink } from "./link.js";
import { formOf, isShare } from "./orders.js";
import { mark, named, status } from "./seats.js";
import { composer, said } from "./talk.js";
import { world } from "./world.js";

const base = document.documentElement.dataset.base;
let view = null, clock = null, present = new Set(), extra = {};
const id = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
const order = (kind, body = {}) => post("/control/act", { kind, body, act_id: id() });
const press = (kind, body, said_) => (event) => act(event.currentTarget, async () => { await order(kind, body); if (said_) notice(said_); });
const button = (key, text, onclick, kind = "", more = {}) => el("button", { class: `button ${kind}`, type: "button", "data-key": key, onclick, ...more }, text);

function transport() {
  const { phase } = view.game;
  if (phase === "lobby") return [button("start", t("control.begin"), press("start", {}), "main")];
  if (phase === "finished") {
    return [button("undo", t("control.undo"), undo, "", { disabled: view.game.over < 1 }), el("a", { class: "button", href: `${base}/debrief/archive.zip`, download: "wargame.zip" }, t("control.archive")), view.game.revealed ? el("a", { class: "button main", href: `${base}/debrief` }, t("control.debrief")) : button("reveal", t("control.reveal"), reveal, "main")];
  }
  const runs = clock.state !== "stopped";
  return [button("clock", runs ? t("control.pause") : t("control.resume"), press(runs ? "pause" : "start", {})),
    button("extend", t("control.extend"), press("extend", { seconds: 60 })), button("undo", t("control.undo"), undo, "", { disabled: view.game.move < 2 }),
    button("finish", t("control.finish"), finish, "", { disabled: view.game.over < 1 }), button("advance", t("control.advance"), advance, "main")];
}

async function advance(event) {
  const waiting = view.seats.filter((seat) => ["waiting", "drafting", "submitted", "late"].includes(seat.status));
  const target = event.currentTarget;
  if (waiting.length) {
    const silent = waiting.filter((seat) => seat.status !== "submitted");
    const answer = await ask({ title: t("control.force_title", { n: waiting.length }), yes: t("control.force"),
      text: silent.length ? t("control.force_text", { names: silent.map((seat) => seat.short).join(", ") }) : t("control.force_ready", { names: waiting.map((seat) => seat.short).join(", ") }) });
    if (!answer) return;
  }
  await act(target, async () => { await order("advance", { force: waiting.length > 0 }); notice(t("control.advanced")); });
}
async function undo(event) {
  const target = event.currentTarget;
  const last = view.game.over;
  const options = Array.from({ length: last }, (_, index) => [String(last - index), t("control.undo_to", { move: last - index })]);
  const answer = await ask({ title: t("control.undo_title"), text: t("control.undo_text"), fields: [{ name: "move", label: t("control.undo_move"), options }], yes: t("control.undo"), danger: true });
  if (answer) act(target, () => order("undo", { move: Number(answer.move) }));
}
async function finish(event) {
  const target = event.currentTarget;
  if (await ask({ title: t("control.finish_title"), text: t("control.finish_text", { n: view.game.over }), yes: t("control.finish"), danger: true })) act(target, () => order("finish"));
}
async function reveal(event) {
  const target = event.currentTarget;
  if (await ask({ title: t("control.reveal_title"), text: t("control.reveal_text"), yes: t("control.reveal") })) act(target, () => order("reveal"));
}

function teams() {
  return el("table", { class: "teams" }, el("thead", {}, el("tr", {}, ["team", "people", "orders", "status"].map((name) => el("th", { scope: "col" }, t(`control.col_${name}`))), el("th", {}, el("span", { class: "unseen" }, t("control.col_actions"))))),
    el("tbody", {}, view.seats.map((seat) => {
      const own = view.teams[seat.seat_id];
      const given = own.submitted ? own.submitted.orders.length : 0, drafted = ((own.draft || {}).orders || []).length;
      return el("tr", { "data-status": seat.status, "data-seat": seat.seat_id },
        el("th", { scope: "row" }, el("span", { class: "row" }, mark(seat.seat_id), seat.title)),
        el("td", {}, seat.people.length ? el("span", { class: "persons" }, seat.people.map((person) => el("button", { class: "person", type: "button", "data-key": `p-${person.person_id}`, title: person.speaker ? t("people.speaker") : t("people.member"), onclick: () => personMenu(person, seat) },
          el("span", { class: "dot", "data-on": String(present.has(person.person_id)) }), person.nickname, person.speaker && seat.people.length > 1 && "★", el("span", { class: "unseen" }, present.has(person.person_id) ? t("people.here") : t("people.away")))))
          : el("span", { class: "faint" }, seat.mode === "human" ? t("control.nobody") : t(`mode.short_${seat.mode}`))),
        el("td", { class: "num" }, seat.mode === "human" || seat.mode === "mirror" ? (own.submitted ? t("control.given", { n: given, most: own.seat.most_orders }) : drafted ? t("control.drafted", { n: drafted }) : "–") : "–"),
        el("td", {}, el("span", { class: "row tight" }, status(seat.status === "drafting" && !drafted ? { ...seat, status: "waiting" } : seat), seat.taken_over && el("span", { class: "chip", "data-kind": "on" }, t("control.yours")))),
        el("td", { class: "acts" }, el("a", { class: "button plain slim", href: `${base}/control/seat/${seat.seat_id}`, target: "_blank", rel: "noopener", "aria-label": t("control.see_named", { name: seat.title }) }, t("control.see")),
          el("button", { class: "button plain slim", type: "button", "data-key": `m-${seat.seat_id}`, "aria-label": t("control.change_named", { name: seat.title }), onclick: () => seatMenu(seat) }, t("control.change"))));
    })));
}

async function seatMenu(seat) {
  const modes = ["human", "rule", "absent", "mirror", "observer"].map((mode) => [mode, t(`mode.${mode}`)]);
  const answer = await ask({ title: seat.title, yes: t("control.apply"), fields: [
    { name: "mode", label: t("control.mode"), options: modes, value: seat.mode, note: t("control.mode_note") },
    { name: "of", label: t("control.mirrors"), options: [["", "–"], ...view.seats.filter((one) => one.seat_id !== seat.seat_id).map((one) => [one.seat_id, one.title])], value: seat.of, required: false, note: t("control.mirrors_note") },
    ...(seat.mode === "human" ? [{ name: "hand", label: t("control.hand"), options: [["team", t("control.hand_team")], ["me", t("control.hand_me")]], value: seat.taken_over ? "me" : "team" }] : []),
    ...(view.game.phase === "playing" && seat.mode === "human" ? [{ name: "ready", label: t("control.ready"), options: [["", t("control.as_is")], ["yes", t("control.set_ready")], ["no", t("control.set_unready")]], required: false }] : [])] });
  if (!answer) return;
  await act(null, async () => {
    const of = answer.mode === "mirror" ? answer.of : "";
    if (answer.mode !== seat.mode || of !== seat.of) await order("seat", { seat_id: seat.seat_id, mode: answer.mode, of });
    else {
      if (answer.hand === "me" && !seat.taken_over) await order("takeover", { seat_id: seat.seat_id });
      if (answer.hand === "team" && seat.taken_over) await order("release", { seat_id: seat.seat_id });
      if (answer.ready) await order("ready", { seat_id: seat.seat_id, ready: answer.ready === "yes" });
    }
    notice(t("control.applied"));
  });
}

async function personMenu(person, seat) {
  const seats = [["", t("control.lobby")], ...view.seats.map((one) => [one.seat_id, one.title])];
  const answer = await ask({ title: person.nickname, yes: t("control.apply"), fields: [
    { name: "seat", label: t("control.sits"), options: seats, value: seat ? seat.seat_id : "", required: false },
    { name: "what", label: t("control.also"), required: false, options: [["", t("control.as_is")], ...(seat && !person.speaker ? [["speaker", t("people.make_speaker")]] : []), ["link", t("control.new_link")], ["remove", t("control.remove")]] }] });
  if (!answer) return;
  await act(null, async () => {
    if (answer.seat !== (seat ? seat.seat_id : "")) await order("assign", { person_id: person.person_id, seat_id: answer.seat });
    if (answer.what === "speaker") await order("speaker", { seat_id: seat.seat_id, person_id: person.person_id });
    if (answer.what === "remove") await order("remove", { person_id: person.person_id });
    if (answer.what === "link") await showLinkOf(person.nickname, await post("/control/link", { person_id: person.person_id }));
    else notice(t("control.applied"));
  });
}
async function showLinkOf(name, { link }) {
  await ask({ title: t("control.link_title", { name }), text: t("control.link_text"), fields: [{ name: "link", label: t("control.link"), value: link }], yes: t("ask.done") });
}

function lobby() {
  const waiting = view.people.filter((person) => !person.seat_id);
  const here = new Set(view.people.map((person) => person.nickname.toLowerCase()));
  const guests = (view.guests || []).filter((name) => !here.has(name.toLowerCase()));
  return [waiting.length > 0 && el("div", { class: "waiting" }, el("h3", {}, t("control.waiting")), el("span", { class: "persons" }, waiting.map((person) => el("button", { class: "person", type: "button", "data-key": `w-${person.person_id}`, onclick: () => personMenu(person, null) }, el("span", { class: "dot", "data-on": String(present.has(person.person_id)) }), person.nickname)))),
    guests.length > 0 && el("details", { class: "more", "data-key": "guests" }, el("summary", {}, t("control.guests", { n: guests.length })), el("span", { class: "persons" }, guests.map((name) => el("button", { class: "person", type: "button", "data-key": `g-${name}`, onclick: (event) => act(event.currentTarget, async () => showLinkOf(name, await post("/control/link", { nickname: name }))) }, name))))];
}

function orders() {
  const rows = view.seats.filter((seat) => view.teams[seat.seat_id].submitted && view.teams[seat.seat_id].submitted.orders.length);
  const open = view.deals.filter((deal) => deal.state === "open" || deal.state === "accepted").slice(-6).reverse();
  return [rows.length === 0 && el("p", { class: "empty" }, t("control.no_orders")),
    el("ul", { class: "lines" }, rows.flatMap((seat) => view.teams[seat.seat_id].submitted.orders.map((one, index) => el("li", { class: "given" }, mark(seat.seat_id),
      el("div", {}, el("p", { class: one.vetoed ? "struck" : "" }, one.sentence), one.amended && el("p", { class: "small soft" }, t("orders.amended", { why: one.amended })), one.vetoed && el("p", { class: "small soft" }, t("orders.vetoed", { why: one.vetoed }))),
      el("span", { class: "row tight" }, !one.vetoed && button(`a-${seat.seat_id}-${index}`, t("control.amend"), (event) => amend(event.currentTarget, seat, index, one), "plain slim"), !one.vetoed && button(`v-${seat.seat_id}-${index}`, t("control.veto"), (event) => veto(event.currentTarget, seat, index, one), "plain slim")))))),
    open.length > 0 && el("div", {}, el("h3", {}, t("control.deals")), el("ul", { class: "lines" }, open.map((deal) => el("li", {}, el("p", { class: "row" }, mark(deal.from_seat), el("b", {}, t("deals.line", { from: named(view.seats, deal.from_seat), to: named(view.seats, deal.to_seat) })), el("span", { class: "chip", "data-kind": deal.state === "accepted" ? "good" : false }, t(`deals.state_${deal.state}`))), el("ul", { class: "terms small" }, deal.terms.map((term) => el("li", {}, term.sentence)))))))];
}
const plain = ({ sentence, amended, vetoed, was, ...given }) => given;
async function amend(target, seat, number_, one) {
  const form = await get(`/control/seat/${seat.seat_id}/forms`).then((given) => formOf(given.orders, one)).catch(() => null);
  const scale = form && isShare(form) ? 100 : 1, rungs = (form && form.rungs) || [], targets = (form && form.targets) || [];
  const answer = await ask({ title: t("control.amend_title", { name: seat.short }), text: `${one.sentence}.`, yes: t("control.amend"), fields: [
    { name: "value", label: t("orders.value"), value: String(Math.round(1e6 * scale * one.value) / 1e6), ...(rungs.length ? { options: rungs.map((rung) => [String(rung.value), rung.label]) } : { type: "number", note: form && (scale === 100 ? "%" : form.unit) }) },
    ...(targets.length > 1 ? [{ name: "target", label: t("orders.target"), value: one.target, options: targets.map((place) => [place.id, place.name]) }] : []),
    { name: "reason", label: t("control.reason"), lines: 2, note: t("control.reason_note") }] });
  if (answer) act(target, () => order("amend", { seat_id: seat.seat_id, number: number_, order: { ...plain(one), value: Number(answer.value) / scale, target: answer.target ?? one.target }, reason: answer.reason }));
}
async function veto(target, seat, number, one) {
  const answer = await ask({ title: t("control.veto_title", { name: seat.short }), text: one.sentence, yes: t("control.veto"), danger: true, fields: [{ name: "reason", label: t("control.reason"), lines: 2, note: t("control.reason_note") }] });
  if (answer) act(target, () => order("veto", { seat_id: seat.seat_id, number, reason: answer.reason }));
}

function draw() {
  const game = view.game;
  part("title").textContent = game.title || t("name");
  part("moveline").textContent = game.phase === "playing" ? t("move.line", { move: game.move, moves: game.moves, label: game.label }) : t(`phase.${game.phase}`);
  show(part("transport"), { phase: game.phase, move: game.move, state: clock.state, revealed: game.revealed }, transport);
  show(part("banner"), { trouble: game.trouble, note: clock.note }, () => [game.trouble && el("p", { class: "banner bad", role: "alert" }, game.trouble), clock.note && el("p", { class: "banner" }, clock.note)]);
  part("clock").hidden = game.phase === "finished";
  for (const name of ["ahead", "orders"]) document.getElementById(`h-${name}`).closest("section").hidden = game.phase !== "playing";
  const played = view.seats.filter((seat) => seat.mode === "human");
  part("teamcount").textContent = game.phase !== "playing" ? "" : t("control.teamcount", { ready: played.filter((seat) => seat.status === "ready").length, n: played.length });
  const insight = view.insight || { red_lines: [], quiet: [] };
  show(part("insight"), insight, () => [insight.red_lines.map((one) => el("p", { class: "small warn" }, t("insight.red_line", { name: named(view.seats, one.seat_id), text: one.text }))), insight.quiet.length > 0 && el("p", { class: "small soft" }, t("insight.quiet", { names: insight.quiet.map((one) => named(view.seats, one)).join(", ") }))]);
  show(part("teams"), { seats: view.seats, teams: Object.fromEntries(Object.entries(view.teams).map(([seat, own]) => [seat, [own.submitted && own.submitted.orders.length, ((own.draft || {}).orders || []).length]])), present: [...present] }, teams);
  show(part("lobby"), { people: view.people, guests: view.guests, present: [...present] }, lobby);
  show(part("orders"), { deals: view.deals, given: Object.values(view.teams).map((own) => own.submitted) }, orders);
  ahead({ view, extra, order });
  injects({ view, order });
  notes({ view, order });
  show(part("settings"), game, () => button("settings", t("settings.open"), (event) => settings(event.currentTarget, view.game, order), "plain slim"));
  const place = part("talk"), atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 60;
  show(place, view.messages, () => view.messages.length ? el("ol", {}, view.messages.map((message) => said(message, view, "white_cell"))) : el("p", { class: "empty" }, t("talk.none")));
  if (atEnd) place.scrollTop = place.scrollHeight;
  show(part("say"), view.seats.map((seat) => seat.seat_id), () => composer([["all", t("talk.to_all")], ...view.seats.map((seat) => [seat.seat_id, seat.title])], (to, text) => order("message", { to, text }), `stackcraft:say:${base}:facilitator`));
  world(view);
}

follow("/control/stream", (state) => {
  const before = view;
  ({ view, clock, extra } = state);
  present = new Set(state.present);
  setClock(clock);
  draw();
  if (before) badge("room", view.messages.length - before.messages.length);
}, showLink);
