/* Messages: what was said to and by the team, and saying something to another. */
import { el, part, show, t } from "./dom.js";
import { act, notice } from "./link.js";
import { mark, named } from "./seats.js";

let to = "all";

/** Draw the talk. `say(to, text)` sends a message; what is typed stays on the device until it is sent. */
export function talk({ view, seatId, mayTalk, say }) {
  const place = part("talk");
  const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 60;
  show(place, view.messages, () => view.messages.length === 0 ? el("p", { class: "empty" }, t("talk.none")) : el("ol", {}, view.messages.map((message) => said(message, view, seatId))));
  if (atEnd) place.scrollTop = place.scrollHeight;
  if (!mayTalk) return;
  const others = view.seats.filter((seat) => seat.seat_id !== seatId);
  show(part("say"), others.map((seat) => seat.seat_id), () => composer([["all", t("talk.to_all")], ["facilitator", t("talk.to_facilitator")], ...others.map((seat) => [seat.seat_id, seat.title])], say, `stackcraft:say:${document.documentElement.dataset.base}:${seatId}`));
}

export function said(message, view, seatId = "") {
  const mine = message.from === seatId;
  return el("li", { class: "said", "data-mine": String(mine) }, el("p", { class: "small faint row" }, mark(message.from), el("b", {}, named(view.seats, message.from)), message.nickname && el("span", {}, message.nickname), ` → ${message.to.map((one) => named(view.seats, one)).join(", ")}`,
    el("span", { class: "space" }), message.move ? t("move.short", { move: message.move }) : ""), el("p", { class: "words" }, message.text));
}

export function composer(choices, say, key) {
  const kept = () => { try { return sessionStorage.getItem(key) || ""; } catch (e) { return ""; } };
  const keep = (text) => { try { sessionStorage.setItem(key, text); } catch (e) { /* private window */ } };
  const words = el("textarea", { class: "input", id: "words", rows: 2, maxlength: 1000, required: true, placeholder: t("talk.placeholder"), "aria-label": t("talk.words"), oninput: (event) => keep(event.target.value) });
  words.value = kept();
  const choice = el("select", { class: "input slim", id: "sayto", "aria-label": t("talk.to"), onchange: (event) => { to = event.target.value; } }, choices.map(([value, name]) => el("option", { value, selected: value === to }, name)));
  const button = el("button", { class: "button main slim", type: "submit" }, t("talk.send"));
  const send = async () => { if (!words.value.trim()) return; await say([choice.value], words.value.trim()); words.value = ""; keep(""); notice(t("talk.sent")); };
  words.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) act(button, send); });
  return el("form", { class: "say", onsubmit: (event) => { event.preventDefault(); act(button, send); } }, words, el("div", { class: "row" }, choice, el("span", { class: "space" }), button));
}
