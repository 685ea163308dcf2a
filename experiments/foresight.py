"""How probable the model found each act before it was given: deliberation asked along history, month by month.

The world is driven by the record. Before each month's acts the two governments are asked what they would order, by the
doctrine then in office; the rule of choice is a logit, so its probabilities are exact, and nothing they say is done.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from stackcraft.agents import appraisal, deliberation, giving
from stackcraft.agents.cast import prepare
from stackcraft.agents.doctrines import load_doctrines
from stackcraft.agents.slate import CANDIDATE, MOST
from stackcraft.agents.strategies import registry
from stackcraft.model import beliefs, factions, goals, ladders, legality, outlook
from stackcraft.model.codes import (
    ANNOUNCED,
    CN,
    ENTITY_LIST,
    IN_FORCE,
    LIST_ENTITY,
    OFFER,
    REGULATORY_PRESSURE,
    SET_RULE,
    STAND_DOWN,
    THREATEN,
    US,
)
from stackcraft.model.dates import month_index, month_name
from stackcraft.model.goals import N_GOALS
from stackcraft.model.handle import State
from stackcraft.model.ladders import LISTING, PROBE, SLOTS
from stackcraft.model.months import begin_month
from stackcraft.model.scenario import load_scenario
from stackcraft.model.schedule import SCHEDULE
from stackcraft.model.state import N_ADJUDICATED, N_ORDERS

RIVALS = {"us": US, "cn": CN}
WORDS = {THREATEN: "threatens", OFFER: "offers talks", STAND_DOWN: "stands down"}
PASS = "passes"

FLOOR = 0.01
"""Probability that every forecast spreads evenly over all acts, so that none is impossible."""

EVER = 0.05
"""Probability of any act at all in the forecast that nothing will be done."""

WINDOW = 12
"""Months that the forecast by frequency looks back."""

SILENT_PHASES = 2
"""Phases after the decision in which governments are silent, as in any scripted month: adjudication and bargaining."""


@dataclass(frozen=True)
class Act:
    """What a government did in a month, and how probable it was found.

    Attributes:
        month: "YYYY-MM".
        seat: us or cn.
        what: What it did, as "raises cut_down"; `PASS` where nothing that the model can express.
        model: Probability that deliberation gave to it.
        passing: Probability in the forecast that nothing is done.
        frequency: Probability in the forecast by the last twelve months.
    """

    month: str
    seat: str
    what: str
    model: float
    passing: float
    frequency: float


@dataclass(frozen=True)
class Foresight:
    """All of it.

    Attributes:
        acts: Every act and every month without one.
        not_expressed: Orders of the record by the two that change no ladder of theirs, or nothing at all.
        seeds: Seeds averaged over.
    """

    acts: tuple[Act, ...]
    not_expressed: int
    seeds: int

    def score(self, forecast: str, which: str = "all") -> float:
        """Return the mean log probability; 0 would be certainty.

        Args:
            forecast: model, passing or frequency.
            which: all, acts (months with an act) or passes (months without).
        """
        chosen = [a for a in self.acts if which == "all" or (a.what == PASS) == (which == "passes")]
        return float(np.mean([math.log(getattr(a, forecast)) for a in chosen]))


def foresee(seeds: Sequence[int] = range(4), tell: Callable[[int, int], None] | None = None) -> Foresight:
    """Return how probable each act of the record was found, averaged over seeds.

    Args:
        seeds: Seeds of the world and of what governments misjudge.
        tell: Called with seeds done and seeds in all.
    """
    told: list[list[tuple[int, str, dict[str, float], tuple[str, ...]]]] = []
    missed = 0
    for n, seed in enumerate(seeds):
        driver = _Driver(seed)
        told.append(list(driver.months()))
        missed = driver.not_expressed
        if tell:
            tell(n + 1, len(seeds))
    labels = sorted({name for rows in told for _, _, given, acts in rows for name in (*given, *acts)} - {PASS})
    acts: list[Act] = []
    done: dict[str, list[tuple[int, str]]] = {seat: [] for seat in RIVALS}
    for rows in zip(*told, strict=True):
        month, seat, _, given = rows[0]
        for what in given or (PASS,):
            model = float(np.mean([probabilities.get(what, 0.0) for _, _, probabilities, _ in rows]))
            acts.append(
                Act(
                    month_name(month),
                    seat,
                    what,
                    (1.0 - FLOOR) * model + FLOOR / (len(labels) + 1),
                    1.0 - EVER if what == PASS else EVER / len(labels),
                    _frequency(done[seat], month, what, len(labels)),
                )
            )
        done[seat] += [(month, what) for what in given or (PASS,)]
    return Foresight(tuple(acts), missed, len(seeds))


def _frequency(done: list[tuple[int, str]], month: int, what: str, labels: int) -> float:
    """Return how often a seat did the same in the last twelve months, one guess spread evenly over all it could do."""
    recent = [other for when, other in done if month - WINDOW <= when < month]
    return (recent.count(what) + 1.0 / (labels + 1)) / (len(recent) + 1.0)


class _Driver:
    """A world driven by the record, in which governments are asked and not heard.

    Args:
        seed: Seed of the noise tape.
    """

    def __init__(self, seed: int) -> None:
        scenario = load_scenario("history")
        self.plan = prepare(scenario.model_copy(update={"months": month_index(scenario.script_until) + 1}))
        self.s: State = self.plan.state(seed)
        self.not_expressed = 0
        index, strategies = load_doctrines().index, registry()
        own = load_scenario("endogenous").administrations
        self.offices = {month_index(a.date): index[strategies[a.strategy].doctrine] for a in own}
        china = self.plan.tables.seats["strategy"][CN]
        self.rows = {US: self.offices[0], CN: index[strategies[china].doctrine]}
        for seat, row in self.rows.items():
            beliefs.take_office(self.s, seat, row)

    def months(self) -> Iterator[tuple[int, str, dict[str, float], tuple[str, ...]]]:
        """Run the record; give month, seat, probability of every act, and the acts given."""
        s = self.s
        for t in range(self.plan.start, self.plan.start + self.plan.scenario.months):
            if t in self.offices and t > 0:
                self.rows[US] = self.offices[t]
                beliefs.take_office(s, US, self.rows[US])
            begin_month(s, t)
            self._seat(True)
            position = np.zeros(SLOTS)
            ladders.expect_all(s, position)
            for name, seat in RIVALS.items():
                if t > self.plan.start:  # the first month reads in the law of the years before
                    yield t, name, self._asked(t, seat, position), self._given(seat, position)
            self._pay()
            self._seat(False)
            deliberation.decide(s, t)  # firms, labs and all others
            rules = [step.rule for step in SCHEDULE if step.rule is not None][1:]
            for n, rule in enumerate(rules):
                self._seat(n >= SILENT_PHASES)
                rule(s, t)

    def _seat(self, seated: bool) -> None:
        """Let doctrines sit where politics look for them, or nobody, as in scripted months."""
        for seat, row in self.rows.items():
            self.s.seats.doctrine[seat] = row if seated else -1

    def _asked(self, t: int, seat: int, position: np.ndarray) -> dict[str, float]:
        """Return the probability of every act that a seat could order first this month (Eqs. 11, 12)."""
        s = self.s
        slate, terms = np.zeros(MOST, CANDIDATE), np.zeros(N_GOALS)
        weights, base, y, room = np.zeros(N_GOALS), np.zeros(N_GOALS), np.zeros(N_GOALS), np.zeros(SLOTS)
        n = deliberation.propose(s, t, seat, position, slate)
        o = outlook.estimate(s, t, seat, outlook.observe(s, t))
        factions.weigh(s, seat, weights)
        if seat == US:
            outlook.us_levels(s, o, position, goals.of(s, seat, goals.HORIZON, 6.0), base)
        else:
            outlook.cn_levels(s, o, position, base)
        scale = goals.of(s, seat, goals.NOISE, 0.1) * s.p.order_noise
        attention = goals.of(s, seat, goals.ATTENTION, 0.6) * s.p.attention
        attention += scale * math.log(max(1.0, n / deliberation.SIFTED))
        felt = float(s.seats.grievance[seat])
        owed = appraisal.owed_in_kind(s, seat, position, felt)
        odds: dict[str, float] = {PASS: 1.0}
        for i in range(n):
            row = slate[i]
            if not giving.is_legal(s, seat, row) or not giving.affords(s, seat, row, 0.0):
                continue
            deliberation.appraise(s, t, seat, o, position, base, row, felt, owed, room, y, terms)
            value = float(weights @ terms) - attention
            name = self._name(int(row["kind"]), int(row["slot"]), int(row["step"]))
            if name:
                odds[name] = odds.get(name, 0.0) + math.exp(min(300.0, value / scale))
            else:
                odds["does something else"] = odds.get("does something else", 0.0) + math.exp(min(300.0, value / scale))
        whole = sum(odds.values())
        return {name: value / whole for name, value in odds.items()}

    def _given(self, seat: int, position: np.ndarray) -> tuple[str, ...]:
        """Return what the record says that a seat did this month, in words of the slate, each once."""
        s = self.s
        last: dict[int, int] = {}
        found: dict[str, None] = {}
        for row in s.orders[s.count[N_ADJUDICATED] : s.count[N_ORDERS]]:
            if int(row["seat"]) != seat:
                continue
            slot, step = self._step(row, seat, position)
            if slot >= 0:
                last[slot] = step  # of several orders on one ladder in a month, what they come to
            elif int(row["kind"]) in WORDS:
                found[WORDS[int(row["kind"])]] = None
            else:
                self.not_expressed += 1
        found |= {self._name(SET_RULE, slot, step): None for slot, step in last.items() if step}
        return tuple(found)

    def _step(self, row: np.ndarray, seat: int, position: np.ndarray) -> tuple[int, int]:
        """Return the slot of the ladders that an order is about, -1 if none, and which way it moves it, 0 if neither."""
        kind, i, value = int(row["kind"]), int(row["instrument"]), float(row["value"])
        if kind not in (SET_RULE, LIST_ENTITY) or int(row["status"]) not in (ANNOUNCED, IN_FORCE):
            return -1, 0
        if kind == LIST_ENTITY or i == ENTITY_LIST:
            return (LISTING, 1 if value > 0.5 else -1) if ladders.is_listable(self.s, int(row["target"])) else (-1, 0)
        if i == REGULATORY_PRESSURE:
            slot, rung = PROBE, float(round(2.0 * value))
        else:
            slot = int(ladders.slot_of(i, seat, int(row["target"]), int(row["product"])))
            rung = float(ladders.rung_of(i, value))
        return (slot, int(np.sign(rung - position[slot]))) if slot >= 0 else (-1, 0)

    def _name(self, kind: int, slot: int, step: int) -> str:
        """Return an act in words, empty if it is none that is compared."""
        if kind in WORDS:
            return WORDS[kind]
        return f"{'raises' if step > 0 else 'lowers'} {ladders.NAMES[slot]}" if slot >= 0 and step else ""

    def _pay(self) -> None:
        """Take from the two governments the authority that the record's acts would have cost them."""
        s = self.s
        for row in s.orders[s.count[N_ADJUDICATED] : s.count[N_ORDERS]]:
            g = int(row["seat"])
            if g in (US, CN) and legality.instrument_of(row) >= 0:
                s.seats.authority[g] = max(0.0, s.seats.authority[g] - legality.authority_cost(s, row))
