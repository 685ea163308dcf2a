/* A team's page: brief and intelligence, orders with their drafts, deals, results, talk and the world. */
import { badge } from "./page.js";
import { setClock } from "./clock.js";
import { deals, hasNewDeals } from "./deals.js";
import { el, forget, monthName, number, part, show, t } from "./dom.js";
import { act, follow, get, notice, post, showLink } from "./link.js";
import { blank, card, costs, formOf, line, refusal } from "./orders.js";
import { mark, named, status } from "./seats.js";
import { talk } from "./talk.js";
import { brief, intelligence } from "./brief.js";
import { world } from "./world.js";

const table = document.getElementById("table");
const me = table.dataset.person, seatId = table.dataset.seat, isWatching = table.dataset.role !== "person";
const root = isWatching ? `/control/seat/${seatId}` : "/play";
const acts = isWatching ? "/control/act" : "/play/act";

let view = null, forms = null, formsVersion = null, present = [];
let orders = [], revision = null, unsaved = false, saving = null, estimate = null, sought = "";

/** Whether this page may give the seat's orders now, and if not why. */
function mayOrder() {
  if (!view) return { may: false, why: "" };
  if (view.game.phase !== "playing") return { may: false, why: t(`orders.phase_${view.game.phase}`) };
  const seat = view.seats.find((one) => one.seat_id === seatId);
  if (isWatching) return { may: seat.taken_over, why: t("team.take_over_first") };
  if (seat.taken_over) return { may: false, why: t("team.taken_over") };
  if (seat.mode !== "human" && seat.mode !== "mirror") return { may: false, why: t(`mode.${seat.mode}`) };
  if (view.seat.speaker !== me) return { may: false, why: t("team.not_speaker") };
  return { may: true, why: "" };
}
const mayDraft = () => view && view.game.phase === "playing" && (!isWatching || view.seats.find((one) => one.seat_id === seatId).taken_over);
const id = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
const order = (kind, body) => post(acts, { kind, body, act_id: id() });

// Drafts: kept on the server as they are typed; what a team-mate wrote replaces ours where ours is saved.
function changed() {
  unsaved = true;
  estimate = null;
  part("saved").textContent = t("orders.saving");
  clearTimeout(saving);
  saving = setTimeout(save, 450);
}
const why = document.getElementById("why");
why.addEventListener("input", () => { changed(); drawSubmit(); });
async function save() {
  const text = why.value;
  const sent = JSON.stringify([orders, text]);
  try {
    const answer = await post(`${root}/draft`, { orders, text });
    revision = answer.revision;
    if (JSON.stringify([orders, why.value]) === sent) { unsaved = false; part("saved").textContent = t("orders.saved"); }
  } catch (error) {
    part("saved").textContent = error.status ? error.message : t("orders.unsaved");
    if (!error.status || error.status >= 500) saving = setTimeout(save, 1500);
  }
}
function takeDraft() {
  const draft = view.draft;
  if (unsaved) return;
  if (draft && draft.revision !== revision) {
    revision = draft.revision;
    orders = structuredClone(draft.orders || []);
    why.value = draft.text || "";
    forget(part("drafts"));
  } else if (!draft && revision !== `none-${view.game.move}`) {
    // What was submitted is the draft to go on from; a new move begins with none.
    revision = `none-${view.game.move}`;
    orders = view.submitted ? view.submitted.orders.map(plain) : [];
    why.value = view.submitted ? view.submitted.reason || "" : "";
    forget(part("drafts"));
  }
}

async function takeForms() {
  if (view.forms_version === formsVersion) return;
  const wanted = view.forms_version;
  try {
    const given = await get(`${root}/forms`);
    forms = given;
    formsVersion = wanted;
    draw();
  } catch (error) { /* the next state asks again */ }
}

const monthsOf = () => {
  const months = view.game.months.slice(0);
  const [year, month] = (months[months.length - 1] || "2025-03").split("-").map(Number);
  const ends = [6, 12, 24].map((later) => {
    const at = year * 12 + month - 1 + later;
    const text = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
    return { id: text, name: monthName(text) };
  });
  return { months, ends };
};

function drawDrafts() {
  const { may, why } = mayOrder();
  const full = orders.length >= view.seat.most_orders;
  part("ordercount").textContent = t("orders.count", { n: orders.length, most: view.seat.most_orders });
  show(part("purse"), view.purse, () => purse());
  show(part("drafts"), { orders: orders.map((one) => [one.kind, one.instrument, one.target, one.product_class, one.seat]), formsVersion, draft: mayDraft(), redraws }, () =>
    orders.length === 0 ? el("p", { class: "empty" }, t("orders.none", { most: view.seat.most_orders }))
      : orders.map((one, index) => {
        const form = formOf(forms.orders, one);
        if (!form) return el("p", { class: "warn small" }, t("orders.gone"));
        return card(form, one, `o${index}`, { changed: () => { changed(); drawSubmit(); }, redraw: () => { redraws += 1; draw(); }, move: monthsOf(), locked: !mayDraft(),
          remove: () => { orders.splice(index, 1); redraws += 1; changed(); draw(); } });
      }));
  document.getElementById("why").disabled = !mayDraft();
  document.getElementById("why").closest("label").hidden = orders.length === 0;
  drawSubmit();
  show(part("choose"), { formsVersion, relevant: view.relevant, full, sought, draft: mayDraft() }, () => choose(full));
  return { may, why };
}
let redraws = 0;

function purse() {
  const rows = Object.entries(view.purse || {}).filter(([, own]) => own && (own.authority || own.capital));
  const names = Object.fromEntries(view.seat.members.map((member) => [member.seat_id, member.name]));
  return rows.map(([member, own]) => el("span", { class: "chip", title: t("purse.note") }, rows.length > 1 ? `${names[member] || member}: ` : "",
    el("span", {}, t("purse.line", { authority: number(own.authority, 1), capital: number(own.capital, 0) }))));
}

function plain(one) {
  const { sentence, amended, was, vetoed, ...given } = one;
  return given;
}
const isSame = () => view.submitted && (view.submitted.reason || "") === why.value.trim() && JSON.stringify(view.submitted.orders.map((one) => pickOrder(one))) === JSON.stringify(orders.map((one) => pickOrder(plain(one))));
const pickOrder = (one) => [one.seat, one.kind, one.instrument || "", one.target || "", one.product_class || "", Number(one.value), one.in_month || 0, one.lapse || ""];

function drawSubmit() {
  const { may, why } = mayOrder();
  const submitted = view.submitted;
  show(part("submit"), { may, why, submitted, standing: view.standing, same: isSame(), ready: view.ready, orders, phase: view.game.phase }, () => el("div", { class: "submit" },
    submitted && el("div", { class: "given" }, el("p", { class: "strong" }, isSame() ? t("orders.submitted", { n: submitted.orders.length }) : t("orders.changed_since")),
      el("ul", { class: "small" }, submitted.orders.map((one) => el("li", { class: one.vetoed ? "struck" : "" }, one.sentence || line(formOf(forms.orders, one), one),
        one.amended && el("em", {}, ` ${t("orders.amended", { why: one.amended })}`), one.vetoed && el("em", {}, ` ${t("orders.vetoed", { why: one.vetoed })}`)))),
      (submitted.notes || []).length > 0 && el("ul", { class: "warn small" }, submitted.notes.map((note) => el("li", {}, note)))),
    el("div", { class: "row" },
      el("button", { class: `button${orders.length ? " main" : ""}`, type: "button", id: "give", disabled: !may || (submitted && isSame()), onclick: (event) => act(event.currentTarget, give) },
        orders.length ? t("orders.submit", { n: orders.length }) : t("orders.submit_none")),
      el("button", { class: "button", type: "button", id: "ready", disabled: !may, "aria-pressed": String(Boolean(view.ready)), onclick: (event) => act(event.currentTarget, () => order("ready", { seat_id: seatId, ready: !view.ready })) },
        view.ready ? t("orders.not_ready") : t("orders.ready")),
      orders.length > 0 && el("button", { class: "button plain", type: "button", id: "ask", disabled: !mayDraft(), onclick: (event) => act(event.currentTarget, ask) }, t("estimate.ask")),
      may && orders.length > 0 && el("button", { class: "button plain", type: "button", id: "keep", onclick: (event) => act(event.currentTarget, async () => { await order("standing", { seat_id: seatId, orders: orders.map(plain) }); notice(t("orders.kept_standing")); }) }, t("orders.keep_standing")),
      !may && why && el("span", { class: "small soft" }, why)),
    view.standing.length > 0 && el("div", { class: "given" }, el("p", {}, el("span", { class: "strong" }, t("orders.standing")), el("span", { class: "small soft" }, ` ${t("orders.standing_note")}`)),
      el("ul", { class: "small" }, view.standing.map((one) => el("li", {}, one.sentence))),
      may && el("div", {}, el("button", { class: "button plain slim", type: "button", id: "drop", onclick: (event) => act(event.currentTarget, () => order("standing", { seat_id: seatId, orders: [] })) }, t("orders.drop_standing"))))));
  show(part("estimate"), { estimate }, () => estimate && staff(estimate));
}

async function give() {
  clearTimeout(saving);
  await save();
  await order("submit", { seat_id: seatId, orders: orders.map(plain), reason: why.value.trim() });
  notice(t("orders.given"));
}

async function ask() {
  estimate = { waiting: true };
  drawSubmit();
  try { estimate = await post(`${root}/estimate`, { orders: orders.map(plain) }); } catch (error) { estimate = null; drawSubmit(); throw error; }
  drawSubmit();
}

const figure = (value, unit) => `${number(value, Math.abs(value) < 10 ? 2 : 0)}${unit === "points" ? " %" : unit === "times" ? " ×" : ""}`;
const isNought = (value) => Math.abs(value) < 0.005; // of what is told to two places
const signed = (value) => (isNought(value) ? "0" : `${value > 0 ? "+" : "−"}${number(Math.abs(value), Math.abs(value) < 10 ? 2 : 0)}`);

function staff(given) {
  if (given.waiting) return el("p", { class: "empty" }, t("estimate.waiting"));
  const still = given.lines.filter((row) => isNought(row.low) && isNought(row.high)), moved = given.lines.filter((row) => !still.includes(row));
  const unit = (row) => row.unit && !["points", "times"].includes(row.unit) && el("span", { class: "faint" }, ` ${row.unit}`);
  return el("div", { class: "estimate" }, el("h3", {}, t("estimate.title")),
    (given.refused || []).map((why) => el("p", { class: "warn small" }, t("estimate.refused", { why }))),
    moved.length === 0 && el("p", {}, t("estimate.nothing")),
    moved.length > 0 && el("table", { class: "effects" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("estimate.by", { month: monthName(given.by) })), el("th", { scope: "col" }, t("estimate.without")), el("th", { scope: "col" }, t("estimate.with")), el("th", { scope: "col" }, t("estimate.range")))),
      el("tbody", {}, moved.map((row) => el("tr", { title: row.sentence }, el("th", { scope: "row" }, row.title, unit(row)), el("td", { class: "nowrap" }, figure(row.without, row.unit)), el("td", { class: "strong nowrap" }, figure(row.with, row.unit)), el("td", {}, signed(row.low) === signed(row.high) ? signed(row.low) : t("estimate.between", { low: signed(row.low), high: signed(row.high) })))))),
    moved.length > 0 && still.length > 0 && el("p", { class: "small soft" }, t("estimate.still", { names: still.map((row) => row.title).join("; ") })),
    el("p", { class: "small soft" }, given.how));
}

function choose(full) {
  const listed = (form, why) => el("li", {}, el("button", { class: "choice", type: "button", "data-key": `f-${form.form_id}`, disabled: full || !mayDraft(),
    onclick: () => { orders.push(blank(form)); redraws += 1; changed(); draw(); document.getElementById("h-orders").scrollIntoView({ block: "start", behavior: "smooth" }); } },
    el("span", { class: "row" }, el("b", {}, form.title), el("span", { class: "faint small" }, costs(form))),
    el("span", { class: "small soft" }, why || form.text)));
  const relevant = (view.relevant || []).map((one) => (typeof one === "string" ? { form_id: one } : one))
    .map((one) => [forms.orders.find((form) => form.form_id === one.form_id), one.why]).filter(([form]) => form).slice(0, 5);
  const first = new Set(relevant.map(([form]) => form.form_id));
  const rest = forms.orders.filter((form) => !first.has(form.form_id) && form.kind !== "message" && form.kind !== "pass");
  const found = rest.filter((form) => `${form.title} ${form.text} ${form.kind}`.toLowerCase().includes(sought.toLowerCase()));
  return el("div", {}, full && el("p", { class: "small soft" }, t("orders.full", { most: view.seat.most_orders })),
    relevant.length > 0 && el("h3", {}, t("orders.relevant")), el("ul", { class: "choices" }, relevant.map(([form, why]) => listed(form, why))),
    el("details", { class: "more", "data-key": "all", open: relevant.length === 0 }, el("summary", {}, t("orders.all", { n: rest.length })),
      el("label", { class: "field" }, el("span", {}, t("orders.seek")), el("input", { class: "input slim", type: "search", id: "seek", value: sought, oninput: (event) => { sought = event.target.value; draw(); } })),
      [...new Set(found.map((form) => form.group))].map((group) => [el("h3", {}, group), el("ul", { class: "choices" }, found.filter((form) => form.group === group).map((form) => listed(form)))])));
}

function drawBar() {
  const game = view.game;
  part("seatname").textContent = view.seat.title;
  part("moveline").textContent = game.phase === "playing" ? t("move.line", { move: game.move, moves: game.moves, label: game.label }) : t(`phase.${game.phase}`);
  part("clock").hidden = game.phase === "finished";
  const seat = view.seats.find((one) => one.seat_id === seatId);
  show(part("state"), seat.status, () => status(seat));
  const open = view.deals.filter((deal) => deal.to_seat === seatId && deal.state === "open").map((deal) => named(view.seats, deal.from_seat));
  for (const [name, shown] of [["orders", game.phase === "playing"], ["more", game.phase !== "finished"], ["deals", game.phase === "playing" || view.deals.length > 0], ["results", Boolean(view.results)]]) document.getElementById(`h-${name}`).closest("section").hidden = !shown;
  show(part("banner"), { phase: game.phase, trouble: game.trouble, open, revealed: game.revealed }, () => [
    game.phase === "playing" && open.length > 0 && el("p", { class: "banner" }, el("a", { href: "#h-deals" }, t("deals.waiting", { n: open.length, names: [...new Set(open)].join(", ") }))),
    game.trouble && el("p", { class: "banner bad", role: "alert" }, game.trouble),
    game.phase === "lobby" && el("p", { class: "banner" }, t("team.before")),
    game.phase === "finished" && el("p", { class: "banner" }, game.revealed ? el("a", { href: `${document.documentElement.dataset.base}/debrief` }, t("team.debrief")) : t("team.over"))]);
}

function people() {
  const seat = view.seats.find((one) => one.seat_id === seatId);
  return el("ul", { class: "people" }, seat.people.map((person) => el("li", { class: "row" }, el("span", { class: "dot", "data-on": String(present.includes(person.person_id)) }),
    el("span", {}, person.nickname, person.person_id === me && ` ${t("people.you")}`), person.speaker && el("span", { class: "chip" }, t("people.speaker")), el("span", { class: "space" }),
    !person.speaker && !isWatching && el("button", { class: "button plain slim", type: "button", "data-key": `sp-${person.person_id}`,
      onclick: (event) => act(event.currentTarget, () => order("speaker", { seat_id: seatId, person_id: person.person_id })) }, t("people.make_speaker")))),
    seat.people.length === 0 && el("li", { class: "empty" }, t("people.none")));
}

function results() {
  const given = view.results;
  if (!given) return null;
  return [el("ul", { class: "lines outcomes" }, given.orders.map((one) => el("li", {}, el("span", { class: "chip", "data-kind": one.applied ? "good" : "bad" }, one.applied ? t("results.applied") : t("results.rejected")),
    el("div", {}, el("p", {}, one.sentence), one.reason && el("p", { class: "small soft" }, one.reason)))), given.orders.length === 0 && el("li", { class: "empty" }, t("results.no_orders"))),
    (given.deals || []).map((deal) => el("p", { class: "warn small" }, deal.reason)),
    (given.changes || []).length > 0 && el("table", { class: "effects" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("results.what")), el("th", { scope: "col" }, t("results.before")), el("th", { scope: "col" }, t("results.after")))),
      el("tbody", {}, given.changes.map((row) => el("tr", {}, el("th", { scope: "row" }, row.title), el("td", { class: "nowrap" }, measure(row.before, row.unit)), el("td", { class: "strong nowrap" }, measure(row.after, row.unit))))))];
}

const measure = (value, unit) => (unit === "share" ? `${number(100 * value, 1)} %` : unit === "ratio" ? `${number(value, 2)} ×` : unit === "months" ? t("results.months", { value: number(value, 1) }) : number(value, 2));

function draw() {
  if (!view) return;
  drawBar();
  show(part("role"), view.role ?? null, brief);
  show(part("intelligence"), view.intelligence ?? null, intelligence);
  show(part("people"), { people: view.seats.find((one) => one.seat_id === seatId).people, present }, people);
  if (forms) { drawDrafts(); deals({ view, forms, seatId, may: mayOrder().may, order, months: monthsOf() }); }
  part("resultmove").textContent = view.results ? t("results.move", { move: view.results.move }) : "";
  show(part("results"), view.results, results);
  talk({ view, seatId, mayTalk: !isWatching, say: (to, text) => order("message", { to, text }) });
  world(view);
}

follow(`${root}/stream`, (state) => {
  const before = view;
  view = state.view;
  present = state.present;
  setClock(state.clock);
  takeDraft();
  draw();
  takeForms();
  if (!before && view.game.phase === "lobby") document.querySelector(".nav [data-tab=brief]").click(); // before the game there is only reading
  if (before) {
    if (before.game.phase === "lobby" && view.game.phase === "playing") badge("orders", 1);
    badge("talk", view.messages.length - before.messages.length);
    badge("world", view.news.length && view.news[0].news_id !== (before.news[0] || {}).news_id ? 1 : 0);
    badge("orders", hasNewDeals(before, view, seatId));
    if (before.game.move !== view.game.move || before.game.phase === "lobby" && view.game.phase === "playing") { estimate = null; notice(before.game.phase === "lobby" ? t("move.first", { label: view.game.label }) : t("move.begins", { label: view.game.label })); }
  }
}, showLink);
