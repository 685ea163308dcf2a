"""A demonstration: a room filled with scripted players, who talk, bargain and give orders until the game is over."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stackcraft.model.noise import draw, key, uniform
from stackcraft.model.problems import BadInput

from .acts import FACILITATOR
from .game import Created, Game
from .setup import Setup, read_setup

CHOICE = draw("wargame.demo", "what a scripted player of a demonstration picks")

LINES = (
    "We would rather trade than fight. What would you need?",
    "Our industry is watching what you do this quarter.",
    "Keep your word and we keep ours.",
    "That measure hurts us more than you think.",
)


AIMS: dict[str, tuple[str, ...]] = {
    "license_regime": ("cn", "ae", "my"), "license_revenue_share": ("cn",), "license_volume_cap": ("cn",),
    "tier": ("ae", "in", "my"), "quota_h100e": ("ae", "in"), "hbm_control": ("cn",), "tool_control": ("cn",),
    "eda_control": ("cn",), "tariff": ("cn", "us"), "compute_deal": ("ae", "in"), "export_promotion": ("ae", "in"),
    "entity_list": ("huawei", "zhipu", "smic"), "list_entity": ("huawei", "zhipu", "smic"), "lobby": ("us", "cn"),
    "mineral_license": ("us", "jp", "nl"), "regulatory_pressure": ("nvidia",), "stack_export": ("my", "ae"),
    "threshold": ("world",),
}  # fmt: skip
"""Whom a scripted player aims an instrument at; where nothing is said, at its own country."""

BARGAINS = (
    ("us", "cn", ("license_regime", "cn", "cut_down", 1.0), ("mineral_license_rare_earths", "us", "", 1.0)),
    ("us", "ae", ("compute_deal", "ae", "", 500.0), ("assurance", "ae", "", 0.5)),
    ("us", "nl", ("tariff", "nl", "", 0.0), ("tool_control", "cn", "", 2.0)),
    ("us", "in", ("compute_deal", "in", "", 200.0), ("assurance", "in", "", 0.3)),
    ("cn", "us", ("mineral_license_rare_earths", "us", "", 0.0), ("tariff", "cn", "", 0.1)),
    ("cn", "my", ("stack_export", "my", "", 0.5), ("tariff", "cn", "", 0.0)),
    ("cn", "eu", ("mineral_license_rare_earths", "de", "", 0.0), ("tariff", "cn", "", 0.0)),
)
"""Packages that scripted players put: who offers to whom, what each side would set (instrument, target, class, value)."""


class Dice:
    """Choices from the noise tape: the same seed throws the same."""

    def __init__(self, seed: int, owner: str) -> None:
        self.seed, self.owner, self.thrown = seed, key(f"demo.{owner}"), 0

    def share(self) -> float:
        """Return a number in [0, 1)."""
        self.thrown += 1
        return float(uniform(self.seed, CHOICE, self.owner, self.thrown))

    def of(self, options: Sequence[Any]) -> Any:
        """Return one of the options."""
        return options[int(self.share() * len(options))]


def play(path: Path, setup: Setup | None = None) -> Created:
    """Make a game, fill every seat with a scripted player, and play it to its end.

    Args:
        path: File of the game.
        setup: Its fixed facts.

    Returns:
        The finished game.
    """
    created = Game.create(path, setup or read_setup({"title": "Demonstration"}))
    game = created.game
    people = seat_players(created)
    game.do("start", {}, FACILITATOR)
    dice = {seat_id: Dice(game.room.setup.seed, seat_id) for seat_id in people}
    while game.room.phase == "playing":
        play_move(game, people, dice)
        game.do("advance", {"force": True}, FACILITATOR)
    return created


def seat_players(created: Created) -> dict[str, str]:
    """Let a scripted player join for every seat; return who speaks for it."""
    people = {}
    for seat_id, seat in created.game.room.seats.items():
        if seat.card.members:
            entered = created.game.enter(created.room_code, f"Bot {seat.card.short}")
            created.game.do("assign", {"person_id": entered.person_id, "seat_id": seat_id}, FACILITATOR)
            people[seat_id] = entered.person_id
    return people


def play_move(game: Game, people: dict[str, str], dice: dict[str, Dice]) -> None:
    """Let scripted players talk, put and answer packages, give orders, and be ready."""
    for seat_id, person_id in people.items():
        by, throw = f"person:{person_id}", dice[seat_id]
        others = [other for other in people if other != seat_id]
        if others and throw.share() < 0.3:
            game.do("message", {"to": [throw.of(others)], "text": throw.of(LINES)}, by)
        if throw.share() < 0.5:
            _propose(game, seat_id, by, throw)
    for deal in list(game.room.deals.values()):
        if deal.state == "open" and deal.to_seat in people:
            kind = "accept" if dice[deal.to_seat].share() < 0.5 else "refuse"
            _try(game, kind, {"deal_id": deal.deal_id}, f"person:{people[deal.to_seat]}")
    for seat_id, person_id in people.items():
        by = f"person:{person_id}"
        orders = pick_orders(game, seat_id, dice[seat_id])
        while orders and not _try(game, "submit", {"seat_id": seat_id, "orders": orders}, by):
            orders = orders[:-1]  # an order that breaks a promise is left out
        game.do("ready", {"seat_id": seat_id}, by)


def pick_orders(game: Game, seat_id: str, throw: Dice) -> list[dict[str, Any]]:
    """Return orders that a scripted player picks among its forms."""
    forms = game.forms(seat_id)
    picked = []
    for _ in range(min(2, forms["most_orders"])):
        able = [form for form in forms["orders"] if any(not why for why in form["can"].values())]
        if able and throw.share() < 0.7:
            picked.append(_filled(throw.of(able), throw))
    return picked


def _filled(form: dict[str, Any], throw: Dice) -> dict[str, Any]:
    """Return a form filled in: a step from where things stand."""
    members = [member for member, why in form["can"].items() if not why]
    member = throw.of(members)
    order = {"seat": member, "kind": form["kind"], "instrument": form["instrument"], "in_month": throw.of((0, 0, 1))}
    if form["targets"]:
        order["target"] = _aim(form, member, throw)
    if form["classes"]:
        order["product_class"] = throw.of(("cut_down", "frontier"))
    place = order.get("target", "world") + (f"/{order['product_class']}" if form["classes"] else "")
    now = form["now"].get(member, {}).get(place, form["default"])
    step = throw.of((-1, 1, 1)) * form["step"]
    moved = min(form["high"], max(form["low"], now + step))
    order["value"] = round(moved if moved != now else min(form["high"], max(form["low"], now - step)), 6)
    return order


def _aim(form: dict[str, Any], member: str, throw: Dice) -> str:
    """Return whom an order is aimed at: somebody whom such orders are meant for, else one's own country."""
    known = [target["id"] for target in form["targets"]]
    name = next((name for name in AIMS if (form["instrument"] or form["kind"]).startswith(name)), "")
    able = [target for target in AIMS.get(name, (member,)) if target in known and target != member]
    return str(throw.of(able or ([member] if member in known else known)))


def _propose(game: Game, seat_id: str, by: str, throw: Dice) -> None:
    """Put a package to another seat: something given for something wanted."""
    members = game.room.seats[seat_id].card.members
    able = [one for one in BARGAINS if one[0] in members and _seat_of(game, one[1])]
    if not able:
        return
    giver, taker, given, wanted = throw.of(able)
    terms = [
        {"party": party, "instrument": term[0], "target": term[1], "product_class": term[2], "value": term[3]}
        for party, term in ((giver, given), (taker, wanted))
    ]
    body = {"from_seat": seat_id, "to_seat": _seat_of(game, taker), "terms": terms, "public": throw.share() < 0.5}
    _try(game, "propose", {**body, "text": "Something for something."}, by)


def _seat_of(game: Game, member: str) -> str:
    """Return the seat of the game that a seat of the model belongs to, "" if none."""
    return next((seat.seat_id for seat in game.room.seats.values() if member in seat.card.members), "")


def _try(game: Game, kind: str, body: dict[str, Any], by: str) -> bool:
    """Do an act if it may be done; return whether it was."""
    try:
        game.do(kind, body, by)
    except BadInput:
        return False
    return True
