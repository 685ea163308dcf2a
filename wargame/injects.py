"""Injects: decks of events that a facilitator may put into a game, as data; each becomes the body of an `inject` act."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from stackcraft.model.places import configs_dir
from stackcraft.model.problems import BadInput, Problem, nearest_names
from stackcraft.model.tables import Tables, load_tables
from stackcraft.model.toml_file import read_toml

from .acts import Body, Inject, OrderIn, Shock
from .catalogue import SeatCard, catalogue
from .moves import check_order, check_shocks


class Card(Body):
    """One inject of a deck.

    Attributes:
        card_id: Its id within its deck.
        title: Headline.
        text: What is known of it.
        to: Seats that hear of it; everyone if empty.
        shocks: What it moves in the world.
        orders: Orders that it gives in a seat's place, such as a court's ruling.
        move: Move it is meant for; any if 0.
        teaches: What it is good for in class, for the facilitator alone.
    """

    card_id: str
    title: str
    text: str
    to: tuple[str, ...] = ()
    shocks: tuple[Shock, ...] = ()
    orders: tuple[OrderIn, ...] = ()
    move: int = 0
    teaches: str = ""

    @property
    def changes_world(self) -> bool:
        """Whether it moves anything besides minds."""
        return bool(self.shocks or self.orders)

    def body(self, move: int = 0, at_s: int = 0, to: tuple[str, ...] | None = None) -> dict[str, Any]:
        """Return the body of the act that puts it into a game.

        Args:
            move: Move in which it happens; the one under way if 0.
            at_s: Seconds into the move at which it is released.
            to: Seats that hear of it, in place of the card's.
        """
        inject = Inject(
            title=self.title, text=self.text, to=self.to if to is None else to, shocks=self.shocks, orders=self.orders,
            move=move, at_s=at_s,
        )  # fmt: skip
        return inject.model_dump(mode="json", exclude_defaults=True)


class Deck(Body):
    """A deck of injects.

    Attributes:
        deck_id: Its id.
        title: Name for people.
        text: What it is for.
        cards: Its injects.
    """

    deck_id: str
    title: str
    text: str
    cards: tuple[Card, ...]


def decks_dir() -> Path:
    """Return the folder of shipped decks."""
    return configs_dir() / "wargame" / "injects"


@lru_cache(maxsize=1)
def decks() -> Mapping[str, Deck]:
    """Return the shipped decks by id.

    Raises:
        BadInput: Everything that is wrong with them.
    """
    tables = load_tables()
    return {path.stem: read_deck(path, tables) for path in sorted(decks_dir().glob("*.toml"))}


def read_deck(path: Path, tables: Tables) -> Deck:
    """Return a deck from a file.

    Args:
        path: A TOML file: title, text and a table for each card.
        tables: The data its names refer to.

    Raises:
        BadInput: Everything that is wrong, all at once.
    """
    given = read_toml(path)
    cards = {name: entry for name, entry in given.items() if isinstance(entry, dict)}
    head = {name: entry for name, entry in given.items() if name not in cards}
    problems: list[Problem] = []
    read: list[Card] = []
    for card_id, entry in cards.items():
        try:
            read.append(Card(card_id=card_id, **entry))
        except (ValidationError, TypeError) as error:
            problems += _told(f"{path.name}, {card_id}", error, Card)
    for card in read:
        problems += _checked(card, tables, f"{path.name}, {card.card_id}")
    try:
        deck = Deck(deck_id=path.stem, cards=tuple(read), **head)
    except (ValidationError, TypeError) as error:
        problems += _told(path.name, error, Deck)
    if problems:
        raise BadInput(problems)
    return deck


def _checked(card: Card, tables: Tables, where: str) -> list[Problem]:
    """Return what of a card doesn't fit the data."""
    problems = check_shocks(card.shocks, tables, where)
    for seat in card.to:
        if seat not in catalogue():
            problems.append(Problem(where, f"no seat {seat!r}", "", "", nearest_names(seat, catalogue())))
    for n, order in enumerate(card.orders, 1):
        if order.seat not in tables.seats.index:
            near = nearest_names(order.seat, tables.seats.ids)
            problems.append(Problem(f"{where}, order {n}", f"no seat of the model {order.seat!r}", "", "", near))
            continue
        giver = SeatCard(seat_id="white_cell", title="", short="", members=(order.seat,), most_orders=8)
        problems += check_order(order, giver, tables, f"{where}, order {n}", 3)
    return problems


def _told(where: str, error: Exception, model: type[Body]) -> list[Problem]:
    if not isinstance(error, ValidationError):
        return [Problem(where, "keys must be names", str(error), "Write key = value")]
    problems = []
    for fault in error.errors():
        place = f"{where}, {'.'.join(str(part) for part in fault['loc'])}"
        if fault["type"] == "extra_forbidden":
            name = str(fault["loc"][-1])
            near = nearest_names(name, (*model.model_fields, *Shock.model_fields, *OrderIn.model_fields))
            problems.append(Problem(place, f"unknown key {name!r}", "", "Leave it out", near))
        else:
            problems.append(Problem(place, str(fault["msg"]), f"given: {fault.get('input')!r:.80}", "Mend the value"))
    return problems


__all__ = ["Card", "Deck", "decks", "decks_dir", "read_deck"]
