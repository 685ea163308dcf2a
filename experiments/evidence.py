"""Evidence: observations read with everything wrong in them told at once, and those that a run can be set against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from stackcraft.model.cells import CellReader, Row, read_number, read_rows, shown
from stackcraft.model.problems import Problem, nearest_names, raise_if_any
from stackcraft.model.schema import CONFIGS, read_schemas

from .bands import Band, band
from .periods import Period, read_period, widened
from .readings import check_figure

FOLDER = CONFIGS / "evidence"
OBSERVATIONS = FOLDER / "observations.csv"

OBSERVED = "observed"
"""Kind of rows that can be scored."""


@dataclass(frozen=True)
class Reading:
    """How a series is read from a run, a row of ``configs/evidence/mapping.csv``.

    Attributes:
        series: Name of the series.
        entity: Whose; * for anyone's.
        unit: Pattern of the observation's unit.
        indicator: Monthly figure that is read; empty where the model can't speak to the series.
        over: Figure it is divided by, empty for none.
        how: sum, mean, end or months_below: how the months of the window become one number.
        scale: Factor from the model's unit to the observation's.
        share: Whether bands are in percentage points.
        month_window: What a row dated by a month is read over.
        basis: Basis of the figure.
        text: How it is read, or why not.
    """

    series: str
    entity: str
    unit: str
    indicator: str
    over: str
    how: str
    scale: float
    share: bool
    month_window: str
    basis: str
    text: str

    def comparable(self, series: str, entity: str) -> tuple[str, ...]:
        """Return what observations share that can be set against each other: series, entity and how they are read."""
        return (series, entity, self.indicator, self.over, self.how)


@dataclass(frozen=True)
class Point:
    """An observation that a run can be set against.

    Attributes:
        series: Name of the series.
        entity: Whose.
        date: Period as reported.
        ends: Day on which the period ends.
        value: Value observed.
        unit: Unit, and what kind of figure it is.
        confidence: A, B or C.
        band: Values that agree with it.
        published: Range published with it, None if none is.
        window: Months that are read.
        reading: How it is read from a run.
        source: Where it is reported.
        line: Line of the file.
    """

    series: str
    entity: str
    date: str
    ends: str
    value: float
    unit: str
    confidence: str
    band: Band
    published: tuple[float, float] | None
    window: Period
    reading: Reading
    source: str
    line: int

    @property
    def usable(self) -> bool:
        """Whether it counts in the headline score: confidence A or B."""
        return self.confidence in ("A", "B")

    def distance(self, value: float) -> float:
        """Return how far a value lies from the observation in half-widths of the band on that side; at most 1 within."""
        away = value - self.value
        side = self.band.high - self.value if away > 0.0 else self.value - self.band.low
        if away == 0.0:
            return 0.0
        return away / side if side > 0.0 else (0.0 if self.band.holds(value) else 99.0 * (1 if away > 0.0 else -1))


@dataclass(frozen=True)
class LeftOut:
    """A row that isn't scored, and why."""

    series: str
    entity: str
    date: str
    confidence: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Evidence:
    """A file of observations, sorted out.

    Attributes:
        path: The file, as a reader knows it.
        points: Observations that can be scored, in the order of the file.
        left_out: All other rows, with the reason.
        known: Periods and values observed, inputs included, by `key`: what a naive forecaster would have.
    """

    path: str
    points: tuple[Point, ...]
    left_out: tuple[LeftOut, ...]
    known: Mapping[tuple[str, ...], tuple[tuple[Period, float], ...]]

    @cached_property
    def series(self) -> tuple[str, ...]:
        """Series that have points, in the order of the file."""
        return tuple(dict.fromkeys(point.series for point in self.points))

    def without(self, series: str) -> "Evidence":
        """Return the evidence without the points of one series."""
        return Evidence(self.path, tuple(p for p in self.points if p.series != series), self.left_out, self.known)

    def until(self, month: int) -> "Evidence":
        """Return the evidence with the points that end by a month (January 2022 = 0), and no others."""
        return Evidence(self.path, tuple(p for p in self.points if p.window.last <= month), self.left_out, self.known)


def load_evidence(path: Path | None = None) -> Evidence:
    """Return the observations of a file.

    Args:
        path: A file with the columns of ``configs/evidence/observations.csv``, or None for that one.

    Raises:
        BadInput: All faults of the file and of the mapping: unknown series, missing columns, impossible dates, no rows.
    """
    place = OBSERVATIONS if path is None or path.resolve() == OBSERVATIONS else path
    problems: list[Problem] = []
    schemas = read_schemas(CONFIGS / "schema.toml")
    readings = load_mapping(problems)
    inputs = _keys("inputs", problems)
    ranges = _ranges(problems)
    before = len(problems)
    rows = read_rows(place, schemas["observations"], problems)
    if not rows and len(problems) == before:
        columns = ", ".join(column.name for column in schemas["observations"].columns)
        problems.append(Problem(f"{shown(place)}:1", "no observations", "", f"Write rows with the columns {columns}"))
    reader = CellReader(place, problems)
    seen: dict[tuple[str, str, str, str], int] = {}
    points: list[Point] = []
    left_out: list[LeftOut] = []
    known: dict[tuple[str, ...], list[tuple[Period, float]]] = {}
    for row in rows:
        cells = row.cells
        before = len(problems)
        for column in schemas["observations"].columns:
            (reader.number if column.kind == "number" else reader.check_text)(row, column)
        period = _read_period(row, reader)
        _check_twice(row, reader, seen)
        found = _reading(row, readings, reader)
        if len(problems) > before or found is None:
            continue
        value = float(cells["value"])
        if cells["kind"] == OBSERVED and period is not None:
            comparable = found.comparable(cells["series"], cells["entity"])
            known.setdefault(comparable, []).append((widened(period, found.month_window or "month"), value))
        reason = _reason(row, found, period, inputs)
        if reason or period is None:
            whose = (cells["series"], cells["entity"], cells["date"])
            left_out.append(LeftOut(*whose, cells["confidence"], cells["kind"], reason))
            continue
        points.append(_point(row, found, period, ranges))
    raise_if_any(problems)
    points = _with_zero_bands(points)
    if place is not OBSERVATIONS:  # who forecasts naively knows the shipped record too
        for comparable, values in load_evidence().known.items():
            known[comparable] = [*values, *known.get(comparable, ())]
    return Evidence(shown(place), tuple(points), tuple(left_out), {k: tuple(v) for k, v in known.items()})


def load_causes() -> dict[str, str]:
    """Return why the model misses a series, by series."""
    problems: list[Problem] = []
    rows = read_rows(FOLDER / "causes.csv", read_schemas(CONFIGS / "schema.toml")["causes"], problems)
    raise_if_any(problems)
    return {row.cells["series"]: row.cells["cause"] for row in rows}


def load_mapping(problems: list[Problem]) -> tuple[Reading, ...]:
    """Return the mapping of series to figures of a run; faults are added to the problems."""
    schema = read_schemas(CONFIGS / "schema.toml")["mapping"]
    place = FOLDER / "mapping.csv"
    reader = CellReader(place, problems)
    readings = []
    for row in read_rows(place, schema, problems):
        cells = row.cells
        numbers = {}
        for column in schema.columns:
            if column.kind == "number":
                numbers[column.name] = reader.number(row, column)
            else:
                reader.check_text(row, column)
        for name in ("indicator", "over"):
            if cells[name]:
                problems += check_figure(cells[name], f"{shown(place)}:{row.line}, column {name}")
        if cells["indicator"] and not (cells["reading"] and cells["basis"] and cells["month_window"]):
            reader.fault(row, "reading", "reading, window or basis is empty", "a share without basis means nothing")
        readings.append(
            Reading(
                cells["series"],
                cells["entity"],
                cells["unit"],
                cells["indicator"],
                cells["over"],
                cells["reading"],
                numbers["scale"],
                numbers["share"] == 1.0,
                cells["month_window"],
                cells["basis"],
                cells["text"],
            )
        )
    return tuple(readings)


def _reading(row: Row, readings: Sequence[Reading], reader: CellReader) -> Reading | None:
    """Return how a row is read; an entity or unit that no row of the mapping fits is read by none."""
    cells = row.cells
    of_series = [reading for reading in readings if reading.series == cells["series"]]
    if not of_series:
        near = nearest_names(cells["series"], dict.fromkeys(reading.series for reading in readings))
        todo = "Add a row for it to configs/evidence/mapping.csv, with the reason where the model can't speak to it"
        reader.fault(row, "series", f"unknown series {cells['series']!r}", "nothing says what it is", todo, near)
        return None
    for reading in of_series:
        if fnmatchcase(cells["entity"], reading.entity) and fnmatchcase(cells["unit"], reading.unit):
            return reading
    nobody = (
        f"The mapping reads {cells['series']} for {' or '.join(dict.fromkeys(r.entity for r in of_series))}, not this."
    )
    return Reading(cells["series"], "*", "*", "", "", "", 1.0, False, "", "", nobody)


def _read_period(row: Row, reader: CellReader) -> Period | None:
    """Return the period of a row; one without an end may only be a parameter."""
    cells = row.cells
    if not cells["date_iso"]:
        if cells["kind"] == OBSERVED:
            reader.fault(row, "date_iso", "empty", "an observation needs the day on which it ends", "Write YYYY-MM-DD")
        return None
    try:
        return read_period(cells["date"] or cells["date_iso"], cells["date_iso"])
    except ValueError as error:
        if not any(problem.where.endswith(f":{row.line}, column date_iso") for problem in reader.problems):
            todo = "Write a year, 2025-H1, 2025-Q1, 2025-05 or a day, and its last day in date_iso"
            reader.fault(row, "date", "impossible date", str(error), todo)
        return None


def _check_twice(row: Row, reader: CellReader, seen: dict[tuple[str, str, str, str], int]) -> None:
    key = (row.cells["series"], row.cells["entity"], row.cells["date"], row.cells["unit"])
    first = seen.setdefault(key, row.line)
    if first != row.line:
        reader.fault(row, "series", "the observation stands twice", f"it is already in line {first}", "Remove one")


def _reason(row: Row, reading: Reading, period: Period | None, inputs: Mapping[tuple[str, str, str], str]) -> str:
    """Return why a row isn't scored; empty where it is."""
    cells = row.cells
    if cells["kind"] != OBSERVED:
        kinds = {"forecast": "a forecast", "parameter": "a published parameter", "event_flag": "a dated event"}
        return f"Not an observation but {kinds[cells['kind']]}."
    sets = inputs.get((cells["series"], cells["entity"], cells["date"]))
    if sets:
        return f"An input: it sets {sets}."
    if not reading.indicator:
        return reading.text
    if period is None or widened(period, reading.month_window).first < 0:
        return "Before January 2022, where runs open."
    return ""


def _point(
    row: Row, reading: Reading, period: Period, ranges: Mapping[tuple[str, str, str], tuple[float, float]]
) -> Point:
    cells = row.cells
    value = float(cells["value"])
    published = ranges.get((cells["series"], cells["entity"], cells["date"]))
    words = cells["unit"].split("_")
    bound = "upper" if "upper" in words or "max" in words else "lower" if "lower" in words else ""
    scale = abs(reading.scale) if reading.share else 0.0
    return Point(
        cells["series"],
        cells["entity"],
        cells["date"],
        cells["date_iso"],
        value,
        cells["unit"],
        cells["confidence"],
        band(value, cells["confidence"], share_scale=scale, bound=bound, published=published),
        published,
        widened(period, reading.month_window),
        reading,
        cells["source"],
        row.line,
    )


def _with_zero_bands(points: Sequence[Point]) -> list[Point]:
    """Return points in which an observed zero has a band: that of the largest value of its series and entity."""
    from dataclasses import replace

    sized = []
    for point in points:
        if point.value == 0.0 and not point.reading.share:
            of_series = [p.value for p in points if (p.series, p.entity) == (point.series, point.entity)]
            point = replace(point, band=band(0.0, point.confidence, size=max(of_series) or 1.0))
        sized.append(point)
    return sized


def _keys(name: str, problems: list[Problem]) -> dict[tuple[str, str, str], str]:
    """Return the inputs by series, entity and date: what each sets, and where."""
    rows = read_rows(FOLDER / f"{name}.csv", read_schemas(CONFIGS / "schema.toml")[name], problems)
    return {
        (r.cells["series"], r.cells["entity"], r.cells["date"]): f"{r.cells['sets']} in {r.cells['place']}"
        for r in rows
    }


def _ranges(problems: list[Problem]) -> dict[tuple[str, str, str], tuple[float, float]]:
    rows = read_rows(FOLDER / "ranges.csv", read_schemas(CONFIGS / "schema.toml")["ranges"], problems)
    found = {}
    for row in rows:
        low, high = read_number(row.cells["low"]), read_number(row.cells["high"])
        if low is None or high is None or low > high:
            problems.append(Problem(f"configs/evidence/ranges.csv:{row.line}", "no range", "", "Write low and high"))
            continue
        found[row.cells["series"], row.cells["entity"], row.cells["date"]] = (low, high)
    return found
