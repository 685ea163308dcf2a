"""The kit's pages that follow from data: role sheets, casts, decks, questions, glossary; `make docs` writes them."""

from collections.abc import Callable, Iterable

from .glossary import terms
from .injects import Card, decks
from .questions import questions
from .roles import Role, casts, roles
from .scores import HOW

MADE = "<!-- Made by `make docs` from configs/wargame; edit that. -->"


def roles_page() -> Iterable[str]:
    """Yield the page of role sheets."""
    yield from ("# Role sheets", "", MADE, "")
    yield (
        "One for each seat that a team may take. To hand out, print [role-sheets.html](role-sheets.html): one page a seat. "
        "Half of the weights are told before play; the rest, marked here, at the hot wash: keep this page to yourself."
    )
    yield from ("", "## Casts", "", "| cast | seats | for whom |", "|---|---|---|")
    for cast in casts().values():
        yield f"| {cast.title} | {', '.join(roles()[seat].title for seat in cast.seats)} | {cast.text} |"
    for role in roles().values():
        yield from _role(role)
    yield from ("", "## How a score is computed", "", HOW)


def _role(role: Role) -> Iterable[str]:
    yield from (
        "",
        f"## {role.title}",
        "",
        f"*{role.team}.* {role.most_orders} orders a move.",
        "",
        _flat(role.brief),
        "",
    )
    yield from (f"**You want:** {_flat(role.goals)}", "", f"**You may:** {_flat(role.powers)}", "")
    yield from (f"**A hint:** {role.hint}", "")
    if role.desks:
        yield from (f"**Desks for a large team:** {'; '.join(role.desks)}.", "")
    yield from ("| counts | better | weight | told |", "|---|---|---|---|")
    for part in role.score:
        yield f"| {part.text} | {part.sense} | {part.weight} | {'before play' if part.published else 'at the hot wash'} |"
    yield ""
    for line in role.fails:
        yield f"**Red line:** {line.text}."
    yield from ("", "First levers: " + "; ".join(f"`{lever.form}`: {lever.why}" for lever in role.levers))


def injects_page() -> Iterable[str]:
    """Yield the page of inject decks."""
    yield from ("# Injects", "", MADE, "")
    yield (
        "Events that you may put into a game, from your page: now, at a time, or in a later move; to all or to some. One a "
        "move is plenty. What changes the world does so as said; whispers change minds only. Preview an inject before you "
        "release it. A deck of your own is a TOML file like those in `configs/wargame/injects/`."
    )
    for deck in decks().values():
        yield from ("", f"## {deck.title}", "", deck.text, "")
        yield from ("| card | what is said | to | what it does | what for |", "|---|---|---|---|---|")
        for card in deck.cards:
            to = ", ".join(roles()[seat].title for seat in card.to) or "all"
            yield f"| **{card.title}** | {_flat(card.text)} | {to} | {_does(card)} | {card.teaches} |"


def _does(card: Card) -> str:
    shocks = [
        f"{shock.shock} {shock.value:+g}" + (f" ({shock.target})" if shock.target else "") for shock in card.shocks
    ]
    orders = [
        f"{o.seat}: {o.instrument or o.kind} {o.product_class} {o.value:g}".replace("  ", " ") for o in card.orders
    ]
    return "; ".join([*shocks, *orders]) or "words alone"


def questions_page() -> Iterable[str]:
    """Yield the page of discussion questions."""
    yield from ("# Questions for the hot wash", "", MADE, "")
    yield (
        "One for each claim of the debate. The debrief puts those first that your class touched, with its own figure. "
        "What the model makes of each claim: `stackcraft theses`. Ask for beliefs before you show figures."
    )
    yield from ("", "| | claim | ask |", "|---|---|---|")
    for one in questions().values():
        yield f"| {one.thesis} | {one.claim} | {one.question} |"


def glossary_page() -> Iterable[str]:
    """Yield the page of words."""
    yield from ("# Words that players meet", "", MADE, "", "| word | meaning |", "|---|---|")
    for word, meaning in terms().items():
        yield f"| {word} | {meaning} |"


PAGES: dict[str, Callable[[], Iterable[str]]] = {
    "wargame/roles.md": roles_page,
    "wargame/injects.md": injects_page,
    "wargame/questions.md": questions_page,
    "wargame/glossary.md": glossary_page,
}
"""Pages by file name below docs/."""


def _flat(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


__all__ = ["PAGES"]
