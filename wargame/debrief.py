"""The debrief: what happened, who knew what when, which orders moved it, where the class lies, how teams and people did.

All of it is plain data, made from the log alone: pages, prints and the archive show it, none of them adds to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from typing import Any

from stackcraft.model.dates import month_index, month_name
from stackcraft.model.legality import SENTENCES
from stackcraft.model.orders import Order
from stackcraft.model.problems import BadInput, Problem
from stackcraft.model.run import GivenOrder, Run

from . import adjudicate
from .acts import FINISHED, OrderIn
from .game import Game
from .intelligence import intelligence
from .marks import marks, quotes
from .moves import as_orders, months_of
from .outcomes import OUTCOMES, courses, levels
from .population import RUNS, Population, line_among
from .questions import chosen
from .records import WHITE_CELL, Deal, MoveRecord, SeatRecord
from .replays import Place, bench, cut, first_index, with_orders, without
from .roles import roles
from .room import Room, fold
from .scores import Span, score
from .setup import base_plan, opening_month
from .storage import Entry
from .table import Table
from .topics import TOPICS
from .turning_points import told, turning_points
from .words import order_words, spelled

SHOWN_POINTS = 3


def debrief(game: Game, pool: Executor | None = None, population: Population | None = None) -> dict[str, Any]:
    """Return a finished game's debrief.

    Args:
        game: The game; it stays as it is.
        pool: Processes that do the work; here and now if None (some seconds).
        population: Runs without people that the class is compared with; those of the scenario if None, as far as there.

    Raises:
        BadInput: The game isn't over: a debrief would tell what teams hide.
    """
    entries = game.entries()
    if game.room.phase != FINISHED:
        raise BadInput([Problem("debrief", "the game isn't over", "it would tell what teams hide", "Finish it first")])
    folder = None if population is None else population.folder.parent
    runs = None if population is None else population.runs
    if pool is None:
        return compile_debrief(entries, folder, runs)
    return pool.submit(compile_debrief, entries, folder, runs).result()


def compile_debrief(entries: Sequence[Entry], folder: Any = None, runs: int | None = None) -> dict[str, Any]:
    """Return the debrief of a log; pure, and safe to run in another process.

    Args:
        entries: The log.
        folder: Where populations are kept; the user's cache if None.
        runs: Runs of the population.
    """
    room = fold(list(entries))
    if not room.moves:
        raise BadInput([Problem("debrief", "no move is over", "there is nothing to tell", "Play at least one move")])
    table = _played(room)
    run = adjudicate.run_of(table)
    people = Population(room.setup.scenario, runs or RUNS, folder)
    seat_of = {member: seat_id for seat_id in room.seats for member in room.seats[seat_id].card.members}
    titles = {seat_id: seat.card.title for seat_id, seat in room.seats.items()}
    points, tried = turning_points(table, run, seat_of, room.setup.months_a_move, count=SHOWN_POINTS)
    line = line_among(courses(run, first_index(table)), people.values())
    moves = timeline(room, table, run)
    return {
        "game": _game(room, table, run),
        "teams": [_team(room, seat_id) for seat_id in room.seats if room.seats[seat_id].card.members],
        "timeline": moves,
        "months": list(run.calendar[first_index(table) :]),
        "line": line,
        "turning_points": [told(point, titles, run.tables) for point in points],
        "tried": tried,
        "scores": scores(room, table, run),
        "knew": knew(room, table),
        "marks": marks(room, entries),
        "quotes": quotes(room),
        "questions": chosen(room, line),
        "notes": [{"person_id": person, "text": text} for person, text in room.notes],
    }


def _played(room: Room) -> Table:
    """Return the table after the moves that are over."""
    table = adjudicate.first_table(room)
    for record in room.moves:
        table = adjudicate.with_move(table, room, record)
    return table


def _game(room: Room, table: Table, run: Run) -> dict[str, Any]:
    scenario = base_plan(room.setup.scenario).scenario
    return {
        "title": room.title or scenario.title,
        "scenario": room.setup.scenario,
        "asks": " ".join(scenario.asks.split()),
        "seed": room.setup.seed,
        "moves": len(room.moves),
        "months_a_move": room.setup.months_a_move,
        "first": month_name(opening_month(table.scenario)),
        "last": month_name(table.month - 1),
        "digest": run.digest,
        "people": sum(not member.gone for member in room.people.values()),
    }


def _team(room: Room, seat_id: str) -> dict[str, Any]:
    seat = room.seats[seat_id]
    modes = [one.mode for record in room.moves for one in record.seats if one.seat_id == seat_id]
    return {
        "seat_id": seat_id,
        "title": seat.card.title,
        "short": seat.card.short,
        "side": roles()[seat_id].side if seat_id in roles() else "",
        "people": [member.nickname for member in room.team(seat_id)],
        "played_by_people": any(mode in ("human", "absent") for mode in modes),
    }


def timeline(room: Room, table: Table, run: Run) -> list[dict[str, Any]]:
    """Return the game move by move: orders with what became of them, packages, injects, messages, outcomes at its end."""
    given: dict[str, list[GivenOrder]] = {}
    for one in run.all_orders:
        given.setdefault(one.month, []).append(one)
    course = courses(run, first_index(table))
    moves = []
    for record in room.moves:
        months = months_of(opening_month(table.scenario), room.setup.months_a_move, record.number)
        end = (record.number) * room.setup.months_a_move - 1
        moves.append({
            "move": record.number,
            "months": [month_name(month) for month in months],
            "seats": [_did(room, run, seat, months, given) for seat in record.seats if seat.orders or seat.origin],
            "bots": _bots(room, run, record, months, given),
            "deals": [
                _deal(room, run, deal) for deal in room.deals.values()
                if deal.move == record.number and deal.state != "undone"
            ],
            "injects": [
                {"title": one.body.title, "text": one.body.text, "to": list(one.body.to),
                 "moved": bool(one.body.shocks or one.body.orders)}
                for one in record.injects
            ],
            "messages": [_message(room, said) for said in room.messages if said.move == record.number],
            "outcomes": {o.outcome_id: float(f"{course[n, end]:.4g}") for n, o in enumerate(OUTCOMES)},
            "digest": record.digest,
        })  # fmt: skip
    return moves


def _did(
    room: Room, run: Run, seat: SeatRecord, months: range, given: Mapping[str, Sequence[GivenOrder]]
) -> dict[str, Any]:
    """Return what a seat ordered in a move, each order with what became of it."""
    card = room.seats[seat.seat_id].card
    by = room.people.get(seat.by.removeprefix("person:"))
    lines = []
    for n, one in enumerate(seat.orders):
        month = months[min(one.order.in_month, len(months) - 1)]
        orders = as_orders(one.order, card, run.tables, month)
        codes = [code for order in orders if (code := _code(order, given.get(month_name(month), ()))) is not None]
        refused = next((code for code in codes if code), 0)
        lines.append({
            "number": n,
            "month": month_name(month),
            "sentence": order_words(orders[0], run.tables) if orders else one.order.kind,
            "for": len(orders),
            "applied": bool(codes) and not refused and not one.vetoed,
            "reason": f"Struck out: {one.vetoed}" if one.vetoed else SENTENCES[refused] if refused else "",
            "amended": one.amended,
        })  # fmt: skip
    return {
        "seat_id": seat.seat_id,
        "title": card.title,
        "origin": seat.origin,
        "by": by.nickname if by else "",
        "why": seat.reason,
        "shadow": seat.shadow,
        "orders": lines,
    }


def _code(order: Order, given: Iterable[GivenOrder]) -> int | None:
    """Return what became of an order, None if it isn't in the run (it was struck out, or aimed at a region)."""
    for one in given:
        other = one.order
        if (
            (other.seat, other.kind, other.instrument) == (order.seat, order.kind, order.instrument)
            and other.value == order.value
            and order.target in (other.target, "", "world", *_REGIONS)
        ):
            return one.code
    return None


_REGIONS = ("us", "cn", "allies", "gulf", "asean", "india", "europe", "rest")


def _bots(
    room: Room, run: Run, record: MoveRecord, months: range, given: Mapping[str, Sequence[GivenOrder]]
) -> list[str]:
    """Return what seats that played themselves ordered of law in a move, in words; the first dozen."""
    own = {m for s in record.seats if s.mode == "rule" for m in room.seats[s.seat_id].card.members}
    told_of = [
        f"{spelled(month)}: {order_words(one.order, run.tables)}"
        for month in months
        for one in given.get(month_name(month), ())
        if one.seat in own and one.code == 0 and one.order.instrument and one.kind in ("set_rule", "join", "assure")
    ]
    return list(dict.fromkeys(told_of))[:12]


def _deal(room: Room, run: Run, deal: Deal) -> dict[str, Any]:
    terms = []
    for term in deal.terms:
        kind = "set_rule" if term.kind == "law" else term.kind
        order = Order(
            seat=term.party, kind=kind, instrument=term.instrument, target=term.target,
            product_class=term.product_class, value=term.value, lapse=term.lapse,
        )  # fmt: skip
        terms.append(order_words(order, run.tables, promised=True))
    return {
        "deal_id": deal.deal_id,
        "from": room.seats[deal.from_seat].card.title,
        "to": room.seats[deal.to_seat].card.title,
        "terms": terms,
        "text": deal.text,
        "state": deal.state,
        "why": deal.why,
        "public": deal.public,
    }


def _message(room: Room, said: Any) -> dict[str, Any]:
    name = {seat_id: seat.card.title for seat_id, seat in room.seats.items()} | {
        WHITE_CELL: "Facilitator", "all": "all", "facilitator": "Facilitator", "": "Lobby",
    }  # fmt: skip
    member = room.people.get(said.person_id)
    return {
        "message_id": said.message_id,
        "move": said.move,
        "from": name.get(said.sender, said.sender),
        "nickname": member.nickname if member else "",
        "to": [name.get(to, to) for to in said.to],
        "private": "all" not in said.to,
        "text": said.text,
    }


def scores(room: Room, table: Table, run: Run) -> list[dict[str, Any]]:
    """Return the scores of the seats that people played, in the order of the seats: there is no ranking."""
    span = Span(first_index(table), room.setup.months_a_move, run.months)
    human = {
        one.seat_id
        for record in room.moves
        for one in record.seats
        if one.mode in ("human", "absent") and not one.shadow
    }
    return [
        score(seat_id, run, bench(table, room.seats[seat_id].card.members).run(), span)
        for seat_id in room.seats
        if seat_id in human and seat_id in roles()
    ]


def knew(room: Room, table: Table) -> dict[str, Any]:
    """Return who knew what when: secrets with those who shared them, and estimates beside the truth, move by move."""
    title = {seat_id: seat.card.title for seat_id, seat in room.seats.items()}
    secrets = [
        {"move": said.move, "what": "message", "from": title.get(said.sender, "Facilitator"),
         "to": [title.get(to, to) for to in said.to], "text": said.text}
        for said in room.messages if "all" not in said.to and list(said.to) != ["facilitator"]
    ]  # fmt: skip
    secrets += [
        {"move": one.move, "what": "inject", "from": "Facilitator", "to": [title.get(to, to) for to in one.body.to],
         "text": one.body.title}
        for one in room.injects.values() if one.body.to and one.state == "released"
    ]  # fmt: skip
    secrets += [
        {"move": deal.move, "what": "package", "from": title[deal.from_seat], "to": [title[deal.to_seat]],
         "text": deal.text or f"a package of {len(deal.terms)} terms, {deal.state}"}
        for deal in room.deals.values() if not deal.public and deal.state != "undone"
    ]  # fmt: skip
    secrets.sort(key=lambda one: int(str(one["move"])))
    return {"secrets": secrets, "estimates": _estimates(room, table)}


def _estimates(room: Room, table: Table) -> list[dict[str, Any]]:
    """Return each topic's truth at the end of each move beside what teams took it for."""
    opening, months = opening_month(table.scenario), room.setup.months_a_move
    runs = [cut(table, opening + months * record.number).run() for record in room.moves]
    seats = [seat_id for seat_id in room.seats if seat_id in roles()]
    seen = [
        {s: {e["topic"]: e for e in intelligence(run, s)["estimates"] if not e["exact"]} for s in seats} for run in runs
    ]
    found = []
    for topic_id, topic in TOPICS.items():
        guessed = {s: [at[s][topic_id]["value"] for at in seen] for s in seats if seen and topic_id in seen[0][s]}
        if guessed:
            factor = 100.0 if topic.unit == "%" else 1.0
            found.append({
                "topic": topic_id,
                "title": topic.title,
                "unit": topic.unit,
                "truth": [float(f"{factor * topic.truth(run.state):.3g}") for run in runs],
                "seats": {room.seats[s].card.short: values for s, values in guessed.items()},
            })  # fmt: skip
    return found


def branch(
    entries: Sequence[Entry], drop: Sequence[Place] = (), instead: Sequence[tuple[str, int, OrderIn]] = ()
) -> dict[str, Any]:
    """Return what would have come of the game had some orders not been given, or others been given instead.

    Everybody else's orders stay as they were, seats that play themselves react, chance is the same.

    Args:
        entries: The log.
        drop: Orders left out: month (January 2022 = 0) and number, as `places` of a turning point tells.
        instead: Orders given besides: seat, move and order.

    Returns:
        JSON: `outcomes` with `was`, `had` and `difference`, `months`, and both courses.

    Raises:
        BadInput: A place, seat or move isn't there.
    """
    room = fold(list(entries))
    table = _played(room)
    there = {(month, n) for month, some in table.orders for n in range(len(some))}
    problems = [
        Problem("branch", f"no order {n + 1} in {month_name(month)}", "", "Choose one of the log")
        for month, n in drop if (month, n) not in there
    ]  # fmt: skip
    other = without(table, drop)
    for seat_id, move, order in instead:
        if seat_id not in room.seats or not 1 <= move <= len(room.moves):
            problems.append(Problem("branch", f"no seat {seat_id!r} in move {move}", "", "Choose one that was played"))
            continue
        months = months_of(opening_month(table.scenario), room.setup.months_a_move, move)
        month = months[min(order.in_month, len(months) - 1)]
        given = as_orders(order, room.seats[seat_id].card, base_plan(table.scenario).tables, month)
        other = with_orders(other, month, given)
    if problems:
        raise BadInput(problems)
    was, had = adjudicate.run_of(table), adjudicate.run_of(other)
    first = first_index(table)
    courses_was, courses_had = courses(was, first), courses(had, first)
    ends_was, ends_had = levels(courses_was), levels(courses_had)
    return {
        "months": list(was.calendar[first:]),
        "digest": had.digest,
        "outcomes": [
            {
                "id": o.outcome_id,
                "title": o.title,
                "unit": o.unit,
                "was": float(f"{ends_was[n]:.4g}"),
                "had": float(f"{ends_had[n]:.4g}"),
                "difference": _difference(ends_was[n] - ends_had[n], o.yardstick),
                "course_was": [float(f"{x:.4g}") for x in courses_was[n]],
                "course_had": [float(f"{x:.4g}") for x in courses_had[n]],
            }
            for n, o in enumerate(OUTCOMES)
        ],
    }


def _difference(value: float, yardstick: float) -> float:
    """Return a difference with three digits; what is less than a thousandth of a large one is none."""
    return 0.0 if abs(value) < 1e-3 * yardstick else float(f"{value:.3g}")


def places_of(texts: Sequence[Sequence[Any]]) -> list[Place]:
    """Return places as a page gives them ("YYYY-MM" and number) as a table has them.

    Raises:
        BadInput: One of them isn't a place.
    """
    found = []
    for text in texts:
        try:
            month, number = text
            found.append((month_index(str(month)), int(number)))
        except (TypeError, ValueError) as error:
            raise BadInput(
                [Problem("branch", f"{text!r:.60} is no place of an order", "", "Write [month, number]")]
            ) from error
    return found


__all__ = ["SHOWN_POINTS", "branch", "compile_debrief", "debrief", "knew", "places_of", "scores", "timeline"]
