/* The projector's page: the world, the news and the clock, large; before the game how to join. */
import "./page.js";
import { setClock } from "./clock.js";
import { el, part, show, t } from "./dom.js";
import { follow, showLink } from "./link.js";
import { mark, status } from "./seats.js";
import { world } from "./world.js";

follow("/screen/stream", ({ view, clock }) => {
  const game = view.game;
  setClock(clock);
  part("projector").dataset.phase = game.phase;
  part("clock").hidden = game.phase === "finished";
  part("title").textContent = game.title || t("name");
  part("moveline").textContent = game.phase === "playing" ? t("move.line", { move: game.move, moves: game.moves, label: game.label }) : t(`phase.${game.phase}`);
  show(part("who"), view.seats, () => view.seats.map((seat) => el("li", { class: "row" }, mark(seat.seat_id), el("b", {}, seat.title), el("span", { class: "space" }), game.phase === "playing" ? status(seat) : el("span", { class: "soft" }, seat.people.length ? seat.people.map((person) => person.nickname).join(", ") : t(`mode.short_${seat.mode}`)))));
  world(view);
}, showLink);
