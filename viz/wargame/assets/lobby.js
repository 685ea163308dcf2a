/* The lobby: who is where, and taking a seat where people may choose their own. */
import "./page.js";
import { el, part, show, t } from "./dom.js";
import { side } from "./seats.js";
import { act, follow, post, showLink } from "./link.js";

const me = document.querySelector(".lobby").dataset.person;

follow("/play/stream", ({ view }) => {
  const free = view.game.self_seating && view.game.phase !== "finished";
  part("seatnote").textContent = free ? t("lobby.choose") : t("lobby.wait");
  show(part("seats"), { seats: view.seats, about: view.about, free }, () => view.seats.map((seat) => el("li", { class: "seat" },
    el("div", { class: "row" }, el("span", { class: "mark", "data-side": side(seat.seat_id) }), el("b", {}, seat.title), el("span", { class: "space" }),
      free && seat.mode !== "observer" && el("button", { class: "button slim", type: "button", "data-key": `take-${seat.seat_id}`,
        onclick: (event) => act(event.currentTarget, () => post("/play/act", { kind: "assign", body: { person_id: me, seat_id: seat.seat_id } })) }, t("lobby.take"))),
    view.about && view.about[seat.seat_id] && el("p", { class: "small soft" }, `${view.about[seat.seat_id]}.`),
    el("p", { class: "small soft" }, seat.people.length ? seat.people.map((person) => person.nickname).join(", ") : seat.mode === "human" ? t("lobby.nobody") : t(`mode.${seat.mode}`)))));
}, showLink);
