"""What a run looks like in a terminal: shares at year ends, the Chinese market, the gap, what moved most."""

import math
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from stackcraft.model.run import Run

from .attribution import Decision
from .summary import year_ends, yearly_share

US, CN = "dodger_blue2", "dark_orange"
PLACES = {
    "world": "World",
    "cn": "China",
    "allies": "Allies",
    "gulf": "Gulf",
    "asean": "ASEAN",
    "india": "India",
    "europe": "Europe",
}
"""The world, China and five regions; the others are in --json and in the files of --out."""

USERS = ("world", "cn", "gulf", "asean", "europe")
"""Places whose use of Chinese models is told."""

MARKET_ROWS = {
    "us_makers_china_share_value": "US, by value",
    "us_makers_china_share_units": "US, by cards",
    "china_domestic_share_units": "Chinese, cards",
}


def show_run(console: Console, run: Run, moves: Sequence[Decision]) -> None:
    """Print the result of a run.

    Args:
        console: Where to.
        run: The run.
        moves: The decisions that moved most, largest first.
    """
    name = run.scenario.name
    title = run.scenario.title or name
    console.print()
    console.print(Text.assemble((title, "bold"), f"  ({name}, {run.calendar[0]} to {run.calendar[-1]})"))
    console.print()
    for heading, table in (_shares(run), _models(run), _market(run), _gaps(run)):
        console.print(heading)
        console.print(table)
        console.print()
    if moves:
        _show_moves(console, moves)
    _show_foot(console, run)


def _table(run: Run) -> Table:
    """Return an empty table with a column for each year."""
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    table.add_column("", min_width=14, no_wrap=True)
    for year, t in year_ends(run).items():
        month = run.calendar[t]
        table.add_column(year if month.endswith("-12") else month[2:], justify="right", no_wrap=True)
    return table


def _heading(title: str, *note: str | tuple[str, str]) -> Text:
    return Text.assemble((title, "bold"), "  ", *note)


def _shares(run: Run) -> tuple[Text, Table]:
    """Return shares of installed compute by stack, a row for each place."""
    note = (("US", US), ("·", "dim"), ("Chinese", CN), (" stack, per cent, year ends", "dim"))
    table, ends = _table(run), year_ends(run).values()
    for place, name in PLACES.items():
        us, cn = run.series("chip_share_us", place), run.series("chip_share_cn", place)
        table.add_row(name, *(_pair(us[t], cn[t]) for t in ends))
    return _heading("Installed AI compute", *note), table


def _pair(us: float, cn: float) -> Text:
    """Return both stacks' shares as one cell."""
    return Text.assemble((_percent(us), US), ("·", "dim"), (_percent(cn), CN))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if math.isfinite(share) else "–"


def _models(run: Run) -> tuple[Text, Table]:
    """Return the Chinese share of the use of AI models, a row for each place."""
    table, ends = _table(run), year_ends(run).values()
    for place in USERS:
        share = run.series("model_share_cn", place)
        table.add_row(PLACES[place], *(Text(_percent(share[t]), CN) for t in ends))
    return _heading("Chinese models", ("per cent of use, year ends", "dim")), table


def _market(run: Run) -> tuple[Text, Table]:
    """Return makers' shares of the Chinese market, a row for each reading."""
    table = _table(run)
    for name, label in MARKET_ROWS.items():
        style = US if label.startswith("US") else CN
        table.add_row(label, *(Text(_percent(share), style) for share in yearly_share(run, name).values()))
    return _heading("Makers' share of the Chinese market", ("per cent of the year's sales", "dim")), table


def _gaps(run: Run) -> tuple[Text, Table]:
    """Return the compute lead and the capability gap."""
    table = _table(run)
    ends = list(year_ends(run).values())
    lead, gap = run.series("compute_lead"), run.series("capability_gap_months")
    table.add_row("Compute lead", *(f"{lead[t]:.1f}×" for t in ends))
    table.add_row("Model gap, mo.", *(f"{gap[t]:.1f}" for t in ends))
    return _heading("United States against China", ("year ends", "dim")), table


def _show_moves(console: Console, moves: Sequence[Decision]) -> None:
    """Print the decisions that moved most."""
    console.print(Text("The decisions that moved most", "bold"))
    note = "Mean of the last twelve months with the decision less without it, all other orders as given."
    console.print(Text(note, "dim"))
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    table.add_column("", no_wrap=True)
    table.add_column("Decision", ratio=1)
    for heading in ("US share\nworld", "US makers\nin China", "Model\ngap"):
        table.add_column(heading, justify="right", no_wrap=True)
    for move in moves:
        effects = move.effects
        table.add_row(
            move.month,
            _short(move.sentence),
            f"{effects['chip_share_us']:+.2f} pp",
            f"{effects['us_makers_china_share_value']:+.1f} pp",
            f"{effects['capability_gap_months']:+.2f} mo",
        )
    console.print(table)
    console.print()


def _short(sentence: str, most: int = 110) -> str:
    """Return a sentence cut at a word where it is long."""
    return sentence if len(sentence) <= most else sentence[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _show_foot(console: Console, run: Run) -> None:
    """Print what names the run, and how to see more of it."""
    refused = len(run.rejections)
    given = f"{len(run.orders)} orders applied, {refused} refused"
    cpu = f"{1000 * run.cpu_seconds:.0f} ms of processor time"
    console.print(Text(f"seed {run.seed} · digest {run.digest} · {given} · {cpu}", "dim"))
    console.print(Text("A simulation under stated assumptions, not a forecast. Files and a report: --out DIR", "dim"))
