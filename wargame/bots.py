"""Bots: scripted players of several characters, who act on a game exactly as people do; for demonstrations and tests.

They aren't the strategies that play free seats: those decide inside the model, these sit at the table and use the forms.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from stackcraft.model.problems import BadInput

from .acts import FACILITATOR, PLAYING
from .game import Created, Game
from .picks import Dice, pick_orders, pick_package
from .roles import roles
from .setup import Setup, read_setup

Act = Callable[[str, Mapping[str, Any]], bool]
"""Does an act as the bot; returns whether it was taken."""

ASKS = (
    "We would lift {thing} if you gave us {other} in return, because both of us are paying for it now.",
    "Hold back this quarter: otherwise we have to answer, since our own people are watching.",
    "We will sign, as long as the terms bind you for two moves as well.",
    "Our staff expects little of {thing}. Why do you want it, if it helps neither of us?",
    "Let us tell {other} together, so that nobody is played off against the other.",
    "No promise yet: we were promised {thing} once before.",
)
THINGS = ("the license", "the tariff", "the magnets", "the volume", "the assurances", "the tools")


class Bot:
    """A scripted player on one seat.

    Args:
        game: The game.
        seat_id: The seat.
        person_id: As whom it acts.
        dice: Its choices, from the noise tape.
    """

    def __init__(self, game: Game, seat_id: str, person_id: str, dice: Dice) -> None:
        self.game = game
        self.seat_id = seat_id
        self.by = f"person:{person_id}"
        self.dice = dice
        self.refused = 0

    def play(self) -> None:
        """Play a move: talk, bargain, order, be ready."""
        raise NotImplementedError

    def do(self, kind: str, body: Mapping[str, Any]) -> bool:
        """Do an act; return whether it was taken."""
        try:
            self.game.do(kind, dict(body), self.by)
        except BadInput:
            self.refused += 1
            return False
        return True

    def order(self, orders: list[dict[str, Any]]) -> None:
        """Submit orders, fewer where a promise forbids some, and be ready."""
        while orders and not self.do("submit", {"seat_id": self.seat_id, "orders": orders}):
            orders = orders[:-1]
        self.do("ready", {"seat_id": self.seat_id})

    def say(self) -> None:
        """Say something with a reason to another seat."""
        others = [seat_id for seat_id in self.game.room.seats if seat_id != self.seat_id]
        if others:
            to = self.dice.of(others)
            other = self.game.room.seats[to].card.title
            text = self.dice.of(ASKS).format(thing=self.dice.of(THINGS), other=self.dice.of((*THINGS, other)))
            self.do("message", {"to": [to], "text": text})

    def answer(self, share: float) -> None:
        """Answer packages on the table, a share of them with yes."""
        for deal in list(self.game.room.deals.values()):
            if deal.state == "open" and deal.to_seat == self.seat_id:
                self.do("accept" if self.dice.share() < share else "refuse", {"deal_id": deal.deal_id})


class Careful(Bot):
    """Reads its role sheet: pulls the levers that matter, a step at a time, gives reasons, keeps what it signs."""

    def play(self) -> None:
        """Play a move."""
        if self.dice.share() < 0.6:
            self.say()
        package = pick_package(self.game, self.seat_id, self.dice) if self.dice.share() < 0.5 else None
        if package:
            self.do("propose", package)
        self.answer(0.6)
        forms = {form["form_id"]: form for form in self.game.forms(self.seat_id)["orders"]}
        wanted = [lever.form for lever in roles()[self.seat_id].levers] if self.seat_id in roles() else []
        picked: list[dict[str, Any]] = []
        for form_id in wanted:
            form = forms.get(form_id)
            if form and len(picked) < 2 and any(not why for why in form["can"].values()) and self.dice.share() < 0.7:
                picked.append(self._a_step(form))
        self.order(picked)

    def _a_step(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """Return a form filled in, one step from where things stand, toward the rival where it has a target."""
        member = next(name for name, why in form["can"].items() if not why)
        order: dict[str, Any] = {"seat": member, "kind": form["kind"], "instrument": form["instrument"]}
        targets = [target["id"] for target in form["targets"]]
        if targets:
            rival = "us" if roles()[self.seat_id].side == "cn" else "cn"
            home = roles()[self.seat_id].seat_id
            order["target"] = next((t for t in (rival, home, "us") if t in targets), targets[0])
        if form["classes"]:
            order["product_class"] = "cut_down"
        place = order.get("target", "world") + (f"/{order['product_class']}" if form["classes"] else "")
        now = form["now"].get(member, {}).get(place, form["default"])
        step = form["step"] * self.dice.of((1, 1, -1))
        order["value"] = round(min(form["high"], max(form["low"], now + step)), 6)
        return order


class Ignorant(Bot):
    """Tries whatever form comes along, and signs half of what it is offered."""

    def play(self) -> None:
        """Play a move."""
        self.answer(0.5)
        self.order(pick_orders(self.game, self.seat_id, self.dice))


class Talker(Bot):
    """Talks and bargains, and forgets to order."""

    def play(self) -> None:
        """Play a move."""
        self.say()
        self.say()
        self._offer()
        self.answer(0.3)
        self.do("ready", {"seat_id": self.seat_id})

    def _offer(self) -> None:
        terms = self.game.forms(self.seat_id)["terms"]
        others = [name for name in terms if name != "own" and name in self.game.room.seats]
        if not others:
            return
        to = self.dice.of(others)
        picked: list[dict[str, Any]] = []
        for side in ("own", to):
            able = [term for term in terms.get(side, ()) if term["kind"] == "law" and not term["classes"]]
            if not able:
                return
            term = self.dice.of(able)
            target = self.dice.of([t["id"] for t in term["targets"]]) if term["targets"] else ""
            picked.append({
                "party": term["parties"][0], "instrument": term["instrument"], "target": target,
                "value": self.dice.of((term["low"], term["default"])),
            })  # fmt: skip
        self.do("propose", {
            "from_seat": self.seat_id, "to_seat": to, "terms": picked,
            "text": "Something for each of us, so that neither has to explain it alone.",
        })  # fmt: skip


class Absent(Bot):
    """Joined, and then went for a coffee."""

    def play(self) -> None:
        """Do nothing."""


class Hostile(Bot):
    """Sends what no page sends: foreign seats, forged powers, orders that are none; every one of them is refused."""

    def play(self) -> None:
        """Play a move."""
        others = [seat_id for seat_id in self.game.room.seats if seat_id != self.seat_id] or ["us"]
        other = self.dice.of(others)
        nonsense: tuple[tuple[str, Any], ...] = (
            ("submit", {"seat_id": other, "orders": []}),
            ("submit", {"seat_id": self.seat_id, "orders": [{"kind": "detonate"}]}),
            (
                "submit",
                {"seat_id": self.seat_id, "orders": [{"kind": "set_rule", "instrument": "tariff", "value": "much"}]},
            ),
            ("submit", {"seat_id": self.seat_id, "orders": [{"kind": "pass"}] * 40}),
            (
                "submit",
                {
                    "seat_id": self.seat_id,
                    "orders": [{"kind": "set_rule", "instrument": "tariff", "target": "atlantis"}],
                },
            ),
            ("submit", {"seat_id": self.seat_id, "orders": "all of them"}),
            ("advance", {"force": True}),
            ("reveal", {}),
            ("inject", {"title": "I win"}),
            ("seat", {"seat_id": other, "mode": "absent"}),
            ("message", {"to": [], "text": ""}),
            ("message", {"to": ["nobody"], "text": "x" * 2000}),
            ("accept", {"deal_id": "d1"}),
            ("propose", {"from_seat": other, "to_seat": self.seat_id, "terms": [{"party": other}]}),
            ("undo", {"move": 1}),
            ("no such act", {}),
            ("ready", None),
        )
        for kind, body in nonsense:
            try:
                self.game.do(kind, body, self.by)
            except BadInput:
                self.refused += 1
            else:
                raise AssertionError(f"{kind} {body!r} was taken from {self.by}")


CHARACTERS: Mapping[str, type[Bot]] = {
    "careful": Careful, "ignorant": Ignorant, "talker": Talker, "absent": Absent, "hostile": Hostile,
}  # fmt: skip
"""Characters by name."""

TABLE = ("careful", "careful", "ignorant", "careful", "talker")
"""Characters of a demonstration, seat after seat."""


def fill(created: Created, characters: Mapping[str, str] | None = None) -> dict[str, Bot]:
    """Let a bot join for every seat; return the bots by seat.

    Args:
        created: A game that hasn't begun, with its code.
        characters: Character by seat; those of a demonstration where a seat isn't named.
    """
    game = created.game
    bots: dict[str, Bot] = {}
    seats = [seat_id for seat_id, seat in game.room.seats.items() if seat.card.members]
    for n, seat_id in enumerate(seats):
        person = game.enter(created.room_code, f"Bot {game.room.seats[seat_id].card.short}").person_id
        game.do("assign", {"person_id": person, "seat_id": seat_id}, FACILITATOR)
        make = CHARACTERS[(characters or {}).get(seat_id, TABLE[n % len(TABLE)])]
        bots[seat_id] = make(game, seat_id, person, Dice(game.room.setup.seed, seat_id))
    return bots


def play_move(bots: Mapping[str, Bot]) -> None:
    """Let bots play the move under way, one after the other; those offered something late answer at its end."""
    for bot in bots.values():
        bot.play()
    for bot in bots.values():
        if not isinstance(bot, Absent | Hostile):
            bot.answer(0.5)


def play(path: Path, setup: Setup | None = None, characters: Mapping[str, str] | None = None) -> Created:
    """Make a game, fill it with bots, and play it to its end.

    Args:
        path: File of the game.
        setup: Its fixed facts.
        characters: Character by seat.
    """
    created = Game.create(path, setup or read_setup({"title": "Demonstration"}))
    bots = fill(created, characters)
    created.game.do("start", {}, FACILITATOR)
    while created.game.room.phase == PLAYING:
        play_move(bots)
        created.game.do("advance", {"force": True}, FACILITATOR)
    return created


__all__ = ["CHARACTERS", "Bot", "fill", "play", "play_move"]
