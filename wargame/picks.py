"""Picks: what a scripted player orders and offers, drawn from the noise tape among what makes some sense."""

from collections.abc import Sequence
from typing import Any

from stackcraft.model.noise import draw, key, uniform

from .game import Game

CHOICE = draw("wargame.pick", "what a scripted player picks")

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
        self.seed, self.owner, self.thrown = seed, key(f"pick.{owner}"), 0

    def share(self) -> float:
        """Return a number in [0, 1)."""
        self.thrown += 1
        return float(uniform(self.seed, CHOICE, self.owner, self.thrown))

    def of(self, options: Sequence[Any]) -> Any:
        """Return one of the options."""
        return options[int(self.share() * len(options))]


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


def pick_package(game: Game, seat_id: str, throw: Dice) -> dict[str, Any] | None:
    """Return a package for another seat, something given for something wanted; None where a seat has none to put."""
    members = game.room.seats[seat_id].card.members
    able = [one for one in BARGAINS if one[0] in members and _seat_of(game, one[1])]
    if not able:
        return None
    giver, taker, given, wanted = throw.of(able)
    terms = [
        {"party": party, "instrument": term[0], "target": term[1], "product_class": term[2], "value": term[3]}
        for party, term in ((giver, given), (taker, wanted))
    ]
    text = "Something for something: it costs each of us little, and helps both."
    body = {"from_seat": seat_id, "to_seat": _seat_of(game, taker), "terms": terms}
    return {**body, "text": text, "public": throw.share() < 0.5}


def _seat_of(game: Game, member: str) -> str:
    """Return the seat of the game that a seat of the model belongs to, "" if none."""
    return next((seat.seat_id for seat in game.room.seats.values() if member in seat.card.members), "")
