"""`docs/endogenous.md`: what governments do when nobody tells them, and how far the record bears it out."""

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from stackcraft.experiments.endogenous import OFFICES, Endogenous, Share, left_alone
from stackcraft.experiments.foresight import PASS, Act, Foresight, foresee
from stackcraft.experiments.patterns import LATER, NOT_RECORDED, SWITCHES, TO_JUNE_2025
from stackcraft.model.dates import month_name
from stackcraft.viz.pictures.frequencies import Row, frequencies, height

from .drawing import draw

Tell = Callable[[int, int], None]

NAMES = {
    "steps": "controls tighten in steps",
    "minerals_answer": "minerals answer after a year",
    "quick_answer": "Beijing answers within a quarter",
    "shock": "tariffs and magnets clash in 2025",
    "relief": "relief by a deal in six months",
    "u_turn": "U-turn on licenses for chips",
    "caution": "Beijing refuses what is licensed",
    "second_clash": "both tighten in autumn 2025",
    "brief": "… and undo it within two months",
    "erosion": "controls wear down",
    "again": "minerals again after a concession",
    "deadlock": "deadlock",
}
"""Patterns in words."""

WAYS = {"prior": "prior", "shipped": "shipped", "tuned": "tuned to June 2025"}
CONFIDENT = 0.9
"""Share of worlds from which a model that repeats one history is called over-confident."""

SEEDS = 4
"""Seeds that probabilities of acts are averaged over."""


def make_endogenous(docs: Path, kept: Path, tell: Tell, head: str) -> str:
    """Run governments left alone, ask them along history, draw pictures, and return the page.

    Args:
        docs: Folder of the documents.
        kept: Folder that keeps the runs.
        tell: Called with runs done and runs in all.
        head: Comment at the head of the page.
    """
    found = left_alone(out=kept, watch=lambda what, done, total: tell(done, total))
    seen = foresee(range(SEEDS))
    rows = _rows(found, (*TO_JUNE_2025, *LATER))
    moved = [
        Row(NAMES[name], tuple(_triple(found.offices[m]["where history had it"][name]) for m in OFFICES))
        for name in ("shock", "relief", "u_turn", "caution", "second_clash")
    ]
    draw({"patterns": (frequencies(rows, list(WAYS.values())), height(rows)),
          "placebo": (frequencies(moved, [f"office from {m}" for m in OFFICES]), height(moved))},
         docs / "endogenous")  # fmt: skip
    return "\n".join(_page(found, seen, head)) + "\n"


def _rows(found: Endogenous, names: Sequence[str]) -> list[Row]:
    return [Row(NAMES[name], tuple(_triple(found.ways[way][name]) for way in WAYS)) for name in names]


def _triple(share: Share) -> tuple[float, float, float]:
    return share.share, share.low, share.high


def _page(found: Endogenous, seen: Foresight, head: str) -> Iterable[str]:
    yield from ("# Governments left alone", "", head, "")
    yield (
        "From January 2022 every seat decides by its doctrine; history gives only the dates of administrations and the "
        "shocks that nobody decided (`stackcraft run endogenous`). Does the record's conduct appear? A pattern is a "
        "function on a run (`experiments/patterns.py`), written down before anything was tuned here, and the record itself "
        "shows every one of the first nine when the model is driven along it: a test holds them to that. "
        f"`stackcraft endogenous` makes these numbers: {found.seeds} seeds that no tuning saw, the same for every way."
    )
    yield from ("", "![Frequency of patterns](endogenous/patterns.svg)", "")
    yield from ("| pattern | prior | shipped | tuned to June 2025 | |", "|---|---|---|---|---|")
    for name in (*TO_JUNE_2025, *LATER, *NOT_RECORDED):
        cells = " | ".join(_cell(found.ways[way][name]) for way in WAYS)
        what = "tuned on" if name in TO_JUNE_2025 else "held out" if name in LATER else "not settled by the record"
        yield f"| {NAMES[name]} | {cells} | {what} |"
    yield f"| all five to June 2025 together | {' | '.join(_cell(found.joint[way]) for way in WAYS)} | |"
    yield ""
    yield (
        "*Prior* draws every weight of the three doctrines within a factor of two of the shipped one and the doubtful "
        "parameters of politics from their declared ranges. *Shipped* is what anybody runs; its weights were tuned in "
        "trial runs with a simpler economy, and not in this one. *Tuned* is the best of "
        f"{found.tuned.tries} steps of a search that sees {found.tuned.seeds} seeds and the five patterns to June 2025 "
        "only, weights within a factor of two; it is not shipped. What it changed most: "
        f"{_moved_most(found)}. The rest is held out, the escalation of October 2025 and its end after three weeks above all."
    )
    yield from ("", _confidence(found), "")
    yield from ("## What each pattern needs", "")
    yield "Frequency with one mechanism switched off, on the same seeds; bold where it falls by a fifth or more of all seeds."
    yield ""
    yield from _ablations(found)
    yield from ("", "## Placebo: another month of office", "")
    yield from _placebo(found)
    yield from ("", "## How probable was each act?", "")
    yield from _acts(seen)


def _cell(share: Share) -> str:
    return f"{share.share:.0%} ({share.low:.0%} to {share.high:.0%})"


def _moved_most(found: Endogenous) -> str:
    factors = sorted(found.tuned.factors.items(), key=lambda pair: -abs(math.log(pair[1])))[:5]
    return ", ".join(f"`{name}` times {factor:.2g}" for name, factor in factors)


def _confidence(found: Endogenous) -> str:
    joint = {way: found.joint[way].share for way in WAYS}
    sure = [
        NAMES[name] for name in (*TO_JUNE_2025, *LATER) if found.ways["shipped"][name].share >= CONFIDENT
    ]  # fmt: skip
    told = (
        "**Over-confidence.** One history was observed. A model that repeats it in nine worlds of ten is over-confident, "
        f"not validated. All five patterns to June 2025 show together in {joint['prior']:.0%} of the prior's seeds, "
        f"{joint['shipped']:.0%} of the shipped doctrines' and {joint['tuned']:.0%} of the tuned ones'."
    )
    if sure:
        told += f" One by one the shipped doctrines are that sure of: {', '.join(sure)}."
    gain = joint["tuned"] - joint["shipped"]
    later = [found.ways["tuned"][n].share - found.ways["shipped"][n].share for n in LATER]
    told += (
        f" Tuning moved the joint frequency by {100 * gain:+.0f} points on unseen seeds, and the four patterns held out by "
        f"{', '.join(f'{100 * d:+.0f}' for d in later)} points"
    )
    if min(later) > 0.0:
        return told + ": weights that show what came before show more of what came after, too."
    if max(later) <= 0.0:
        return told + ": weights that show what came before show less of what came after."
    return told + ": for what came after it helps in part and harms in part."


def _ablations(found: Endogenous) -> Iterable[str]:
    names = (*TO_JUNE_2025, *LATER, "again", "deadlock")
    yield "| off | " + " | ".join(NAMES[name] for name in names) + " |"
    yield "|" + "---|" * (len(names) + 1)
    base = found.ways["shipped"]
    yield "| nothing | " + " | ".join(f"{base[name].share:.0%}" for name in names) + " |"
    for switch in SWITCHES:
        cells = []
        for name in names:
            share = found.ways[switch][name].share
            cells.append(f"**{share:.0%}**" if share <= base[name].share - 0.2 else f"{share:.0%}")
        yield f"| {switch} | " + " | ".join(cells) + " |"


def _placebo(found: Endogenous) -> Iterable[str]:
    yield (
        "If patterns of 2025 come from who governs, they must move when the new administration takes office a year early "
        "or late. The picture looks for them where history had them (2025); the table also where office moved them."
    )
    yield from ("", "![Patterns looked for in 2025, by month of office](endogenous/placebo.svg)", "")
    names = ("shock", "relief", "u_turn", "caution", "second_clash")
    yield "| office from | looked for | " + " | ".join(NAMES[name] for name in names) + " | median first clash |"
    yield "|---|---|" + "---|" * (len(names) + 1)
    for month in OFFICES:
        for where, shares in found.offices[month].items():
            cells = " | ".join(f"{shares[name].share:.0%}" for name in names)
            first, some = found.first_clash[month]
            when = f"{month_name(int(first))} (in {some:.0%} of seeds)" if first is not None else "none"
            yield f"| {month} | {where} | {cells} | {when} |"
    yield ""
    yield _placebo_words(found)


def _placebo_words(found: Endogenous) -> str:
    """Return whether patterns moved with office, in words that follow the numbers."""
    here = found.offices[OFFICES[1]]["where history had it"]["shock"].share
    stay = [found.offices[m]["where history had it"]["shock"].share for m in (OFFICES[0], OFFICES[2])]
    move = [found.offices[m]["where office moved it"]["shock"].share for m in (OFFICES[0], OFFICES[2])]
    late = "falls" if stay[1] < here - 0.2 else "hardly changes"
    early = "falls" if stay[0] < here - 0.2 else "hardly changes"
    return (
        f"The clash of 2025 shows in {here:.0%} of seeds. With office a year late its frequency in 2025 {late} "
        f"({stay[1]:.0%}), and in the first year of office it is {move[1]:.0%}; with office a year early its frequency in "
        f"2025 {early} ({stay[0]:.0%}), and in the first year of office it is {move[0]:.0%}."
    )


def _acts(seen: Foresight) -> Iterable[str]:
    acts = [a for a in seen.acts if a.what != PASS]
    yield (
        "A trajectory can be repeated for the wrong reasons. So the model is driven along the record, and before each "
        "month's acts the two governments are asked what they would order, by the doctrine then in office; nothing they "
        "say is done. Choice is a logit, so each act's probability is exact, averaged over "
        f"{seen.seeds} seeds of what is misjudged. Compared with a forecast that nothing is done (one act in twenty "
        "months, spread evenly) and with one by frequency: what the same government did in the last twelve months. Every "
        "forecast keeps something for any act. Numbers are mean logarithms of the probability given to what happened: "
        "higher is better, 0 is certainty."
    )
    yield from ("", "| | n | deliberation | nothing is done | twelve-month frequency |", "|---|---|---|---|---|")
    for which, label in (
        ("acts", "acts given"),
        ("passes", "months in which a government did nothing"),
        ("all", "together"),
    ):
        n = len(acts) if which == "acts" else len(seen.acts) - len(acts) if which == "passes" else len(seen.acts)
        scores = " | ".join(f"{seen.score(f, which):.2f}" for f in ("model", "passing", "frequency"))
        yield f"| {label} | {n} | {scores} |"
    yield ""
    yield _acts_words(seen)
    yield from ("", "The acts that deliberation found most and least probable:", "")
    yield from ("| month | seat | act | deliberation | frequency |", "|---|---|---|---|---|")
    ranked = sorted(acts, key=lambda a: -a.model)
    for act in (*ranked[:8], *ranked[-8:]):
        yield f"| {act.month} | {act.seat} | {act.what} | {_odds(act.model)} | {_odds(act.frequency)} |"
    yield ""
    yield (
        f"{seen.not_expressed} orders of the record by the two governments touch no ladder of the contest (third "
        "countries, lists of allies, conditions on licenses), or change nothing on it; they aren't scored. The two "
        "governments' acts of one month are scored one by one with the first choice's probabilities."
    )


def _acts_words(seen: Foresight) -> str:
    model, frequency, passing = (seen.score(f, "all") for f in ("model", "frequency", "passing"))
    best = max((model, "deliberation"), (frequency, "the twelve-month frequency"), (passing, "doing nothing"))[1]
    acts = [a for a in seen.acts if a.what != PASS]
    better = sum(a.model > a.frequency for a in acts)
    passes = [a for a in seen.acts if a.what == PASS]
    sure = sum(a.model < 0.1 for a in passes)
    worst = _stretches(passes)
    told = (
        f"Over all, {best} forecasts best. Deliberation gives {better} of {len(acts)} acts a higher probability than "
        f"frequency does. In {sure} of {len(passes)} months in which a government did nothing it was sure, at nine to one "
        "or more, that something would be done"
    )
    told += f": {worst}." if worst else "."
    return told + (
        " Part of that is the test's own doing: what deliberation says isn't done, so anger that an act would have spent "
        "stays, and the same answer is found due month after month."
    )


def _stretches(passes: Sequence[Act]) -> str:
    """Return the seats and years in which the model was sure of an act and none came."""
    found: dict[str, int] = {}
    for act in passes:
        if act.model < 0.1:
            key = f"{'Washington' if act.seat == 'us' else 'Beijing'} in {act.month[:4]}"
            found[key] = found.get(key, 0) + 1
    return ", ".join(f"{key} ({n} months)" for key, n in sorted(found.items(), key=lambda pair: -pair[1])[:4])


def _odds(value: float) -> str:
    return f"{value:.1%}" if value >= 0.001 else "< 0.1 %"
