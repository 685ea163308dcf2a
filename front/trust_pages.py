"""Pages on trust that are made by running the model: how the hindcast fared, and how the defaults were fitted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .evidence_pages import MADE, lines_of, number

if TYPE_CHECKING:
    from stackcraft.experiments.shipped import Shipped

REPLICATES = 50
"""Runs of the hindcast on the page; as many as the command has by default."""


def hindcast_page() -> Iterable[str]:
    """Yield the page of the hindcast: every point, facts, series, and the scores that matter more."""
    from stackcraft.experiments.evidence import load_causes
    from stackcraft.experiments.hindcast import hindcast
    from stackcraft.experiments.scorecard import judge

    found = hindcast(replicates=REPLICATES)
    verdict = judge(found)
    yield from ("# Hindcast", "", MADE, "")
    yield (
        "The model is driven by what governments did until August 2025; what firms, labs and buyers do, and all "
        "sales, shares, stocks "
        f"and shortages, are its own. {found.replicates} runs, each under a seed of its own, are read where "
        f"something was observed: "
        "[evidence.md](evidence.md) says what, how, and what is left out. `stackcraft hindcast` does this again, "
        "`--out DIR` draws it, "
        "and `--observations FILE` takes observations that came later."
    )
    yield from ("", "## Scores", "")
    yield from lines_of(_scores(verdict), ("score", "within band", "of points"), "lrr")
    yield ""
    yield (
        "Counted are observations of confidence A and B. *Left out*: each series is judged by a fit that never "
        "saw it. *Predicted*: what "
        "ended after December 2024 is judged by a fit to what ended before. A naive forecast says the last value "
        "known of the same "
        "series, or carries a straight line through those known; it has nothing to say of the first point of a "
        "series, so the "
        "model is given beside it on the same points. [calibration.md](calibration.md) tells of the fits."
    )
    if verdict.stale:
        yield ""
        yield "**Stale**: rules or data have changed since the fits that left data out."
    yield from ("", "## Stylised facts", "")
    facts = [
        (
            "shows" if f.passed else "**doesn't show**",
            f.claim,
            f"{number(f.low)} to {number(f.high)} {f.unit}",
            number(f.median),
            f"{100 * f.shown:.0f} %",
        )
        for f in found.facts
    ]
    yield from lines_of(facts, ("", "fact", "shows at", "median", "of runs"), "lllrr")
    yield ""
    yield (
        "The tariff ratchet is read from runs in which governments decide for themselves from February 2025; in "
        "the hindcast itself tariffs are "
        "given. The easing of mineral licenses in June 2025 is given too: what the model adds is how fast "
        "exports follow."
    )
    yield from ("", "## Point by point", "")
    rows = [
        (
            f"`{s.point.series}`",
            s.point.entity,
            s.point.date,
            s.point.confidence,
            s.point.value,
            s.median,
            f"{number(s.low)} to {number(s.high)}",
            f"{number(s.point.band.low)} to {number(s.point.band.high)}",
            "within" if s.within else f"**{s.point.distance(s.median):+.1f}**",
        )
        for s in found.scored
    ]
    headings = ("series", "whose", "date", "conf.", "observed", "median", "90 % interval", "band", "distance")
    yield from lines_of(rows, headings, "llllrr")
    yield ""
    yield "Distance is in half-widths of the band: 1 is its edge. Intervals are over seeds alone; parameters add more."
    yield from ("", "## Misses and their causes", "")
    causes = load_causes()
    for name in dict.fromkeys(s.point.series for s in found.scored if not s.within):
        dates = ", ".join(s.point.date for s in found.by_series()[name] if not s.within)
        yield f"- `{name}` ({dates}): {causes.get(name, 'no cause is known.')}"
    yield from ("", "## By series", "")
    series = [(f"`{s.series}`", str(s.points), f"{100 * s.within:.0f} %", s.distance) for s in verdict.series]
    yield from lines_of(series, ("series", "points", "within", "mean distance"), "lrrr")


def _scores(verdict: Any) -> Iterable[tuple[str, str, str]]:
    yield ("as shipped", _share(verdict.within), str(verdict.points))
    yield ("as shipped, A to C weighted by confidence", _share(verdict.weighted), "all")
    yield ("left out", _share(verdict.left_out), str(verdict.points))
    yield ("predicted, after December 2024", _share(verdict.predicted), "")
    for name, one in verdict.naives.items():
        yield (f"naive: {name}", _share(one.within), str(one.points))
        yield (f"the model on the points of the {name}", _share(one.model), str(one.points))
        yield (f"left out on the points of the {name}", _share(one.left_out), str(one.points))
    for name, one in verdict.naives_predicted.items():
        yield (f"naive after December 2024: {name} known by then", _share(one.within), str(one.points))
        yield ("predicted on the same points", _share(one.left_out), str(one.points))


def _share(value: float) -> str:
    return f"{100 * value:.0f} %" if value == value else "not made"


def calibration_page() -> Iterable[str]:
    """Yield the page of the calibration: prior against posterior, what stays open, and the search's own noise."""
    from stackcraft.experiments.shipped import load_shipped

    shipped = load_shipped()
    yield from ("# Calibration", "", MADE, "")
    if shipped is None:
        yield "No calibration has been shipped: defaults are as declared."
        return
    yield from _how(shipped)
    yield from ("", "## Scores", "")
    named = {
        "fitted": "fitted to all",
        "left_out": "each series left out",
        "to_2024": "fitted to December 2024, predicting what follows",
    }
    rows = []
    for fit, words in named.items():
        usable = [row for row in shipped.scores if row.fit == fit and row.confidence in ("A", "B")]
        rows.append((words, _share(shipped.within(fit)), str(len(usable))))
    yield from lines_of(rows, ("fit", "within band", "points A and B"), "lrr")
    yield ""
    yield (
        "Medians over fifty seeds that no search used. The points that leave their band when their series or their "
        "time is left out:"
    )
    yield ""
    yield from _lost(shipped)
    yield from ("", "## Prior against posterior", "")
    yield (
        "The prior is the declared range, every value alike. The posterior is the spread over acceptable sets. "
        "*Spread* is its standard deviation "
        "over the prior's: under 0.4 the record identifies the parameter, from 0.8 it doesn't. *Searches* is the "
        "same over the best sets of the "
        "independent searches: what of the spread is the search's own."
    )
    yield ""
    fitted = [
        (f"`{p.parameter_id}`", f"{number(p.low)} to {number(p.high)}", p.before, p.best, f"{number(p.p05)} to {number(p.p95)}",
         f"{p.spread:.2f}", f"{p.search_spread:.2f}", p.verdict, _bar(p))
        for p in shipped.posterior if p.role == "fit"
    ]  # fmt: skip
    headings = ("parameter", "range", "before", "default", "acceptable, 90 %", "spread", "searches", "", "in its range")
    yield from lines_of(fitted, headings, "llrrlrrll")
    yield ""
    yield "`░` is the range, `▓` where nine of ten acceptable sets lie, `█` the default."
    yield from ("", "## What stays open", "")
    from stackcraft.experiments.ensemble import roles

    reasons = roles()
    weak = [p.parameter_id for p in shipped.posterior if p.role == "fit" and p.verdict == "open"]
    yield (
        f"Fitted, and still open: {', '.join(f'`{name}`' for name in weak) or 'none'}. Not fitted at all, for the "
        f"record "
        "can't tell their values apart; their defaults come from literature or judgement, and the ensemble draws "
        "them from their ranges:"
    )
    yield ""
    told: dict[str, list[str]] = {}
    for p in shipped.posterior:
        if p.role == "open":
            told.setdefault(reasons[p.parameter_id][1], []).append(f"`{p.parameter_id}`")
    yield from (f"- {reason}: {', '.join(names)}." for reason, names in told.items())
    yield from ("", "## Noise of the search", "")
    yield from _noise(shipped)
    yield from ("", "## Implausibility by series", "")
    yield (
        "The largest distance of a series' points from the default set, in standard deviations of band (read as "
        "a 90 % interval) and of runs together. "
        "From 3 on, the set can't be squared with the series."
    )
    yield ""
    rows_ = [(f"`{one.series}`", str(one.points), f"{one.implausibility:.1f}") for one in shipped.implausibility]
    yield from lines_of(rows_, ("series", "points", "implausibility"), "lrr")


def _how(shipped: "Shipped") -> Iterable[str]:
    head = shipped.head
    yield (
        f"`stackcraft calibrate` fits {head['fitted']} parameters marked estimated or assumed, within their "
        f"declared ranges, to "
        f"{head['points']} points; [decision 14](decisions/0014-calibration.md) says with what, and why. A trial "
        f"runs history under "
        f"{len(head['run_seeds'])} seeds to August 2025. Its loss is the mean over points, weighted by confidence "
        f"(A 1, B ½, C ¼), of the squared "
        "distance from the observation in half-widths of its band, linear outside it and capped at eight; a weak "
        "pull toward the middle of the "
        f"ranges settles what nothing else does. {head['searches']} independent searches of {head['trials']} "
        f"trials gave the defaults; fits "
        "without each series, to December 2024, and with open parameters drawn from their ranges got a third of "
        "that each. All started from the "
        "middle of the ranges, none from a default."
    )
    yield ""
    yield (
        f"Made with version {head['version']}, seed {head['seed']}, rules `{head['rules'][:12]}`. Loss "
        f"{number(head['loss'])}. "
        "Some points contradict the model whatever the parameters; they are in the loss all the same, and in "
        "every score."
    )


def _lost(shipped: "Shipped") -> Iterable[str]:
    whole = {(r.series, r.entity, r.date, r.unit): r for r in shipped.scores if r.fit == "fitted"}
    rows = []
    for row in shipped.scores:
        if row.fit == "fitted" or row.confidence == "C" or row.within:
            continue
        held = whole[row.series, row.entity, row.date, row.unit]
        if held.within:
            words = "series left out" if row.fit == "left_out" else "predicted"
            rows.append((words, f"`{row.series}`", row.entity, row.date, row.value, held.median, row.median))
    yield from lines_of(rows, ("fit", "series", "whose", "date", "observed", "fitted", "median"), "llllrrr")


def _noise(shipped: "Shipped") -> Iterable[str]:
    best = sorted(row.loss for row in shipped.searches if row.kind == "best")
    sets = sorted(row.loss for row in shipped.searches if row.kind == "sets")
    yield (
        f"The independent searches for the best set ended at losses of "
        f"{', '.join(f'{loss:.3f}' for loss in best)}: differences of "
        f"{best[-1] - best[0]:.3f} between fits mean nothing. Sets up to {shipped.head['accepted']:.3f} are "
        f"acceptable: "
        f"{shipped.head['acceptable']} of {len(best) + len(sets)}."
    )
    if sets:
        yield ""
        yield (
            f"With open parameters drawn from their ranges, and the rest fitted anew, losses lie between "
            f"{sets[0]:.3f} and {sets[-1]:.3f}, half of "
            f"them under {sets[len(sets) // 2]:.3f}: whatever those are, the rest can be fitted about as well. So "
            f"theses are reported over the sets and "
            "never at the default."
        )


def _bar(p: Any, width: int = 24) -> str:
    """Return a parameter's range as a line of blocks."""

    def cell(value: float) -> int:
        return min(width - 1, int(width * (value - p.low) / (p.high - p.low))) if p.high > p.low else 0

    first, last, best = cell(p.p05), cell(p.p95), cell(p.best)
    return "".join("█" if n == best else "▓" if first <= n <= last else "░" for n in range(width))
