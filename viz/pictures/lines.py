"""Line charts of a run: who sells in China, what mineral licensing hurts, how far the leaders are ahead."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from . import frame
from .source import Option, RecordedRun, Series, percent, plain

SOLD = 1e-9
HURT_TOKENS = ("us", "open", "both", "cn", "ink3")


def china_market(run: RecordedRun, baseline: RecordedRun | None = None, *, now: int | None = None) -> Option:
    """Return the shares of the Chinese market over the twelve months up to each [per cent].

    Chinese makers by units, US makers by units and by value. A month's sales come in lumps, so that monthly shares
    jump; a year's are what quarterly reports and analysts speak of.
    """
    wanted = (
        ("china_domestic_share_units", "china_sales_units", "Chinese, units", "cn"),
        ("us_makers_china_share_units", "china_sales_units", "US, units", "us"),
        ("us_makers_china_share_value", "china_sales_usd_bn", "US, value", "map2"),
    )
    lines = [(key, name, token, year_share(run, key, sales), "solid") for key, sales, name, token in wanted]
    ghosts = [] if baseline is None else [_ghost(key, year_share(baseline, key, sales)) for key, sales, *_ in wanted]
    return _time_chart(
        run.calendar, lines, ghosts, unit="%", formatter="percentTip", now=now, write="{:.0f}%", high=100.0
    )


def year_share(run: RecordedRun, share_id: str, sales_id: str, entity: str = "cn") -> Series:
    """Return a share over the twelve months up to each, weighted by sales [per cent]; NaN while nothing is sold."""
    sales = np.asarray(run.series(sales_id, entity), dtype=float)
    part = np.cumsum(np.asarray(run.series(share_id, entity), dtype=float) * sales)
    whole = np.cumsum(sales)
    for total in (part, whole):
        total[12:] -= total[:-12].copy()
    return percent(np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > SOLD))


def minerals(run: RecordedRun, *, countries: int = 5, now: int | None = None) -> Option:
    """Return the share of users of licensed minerals that stand still [per cent], where it hits hardest.

    A run in which nobody stands still says so in the picture.
    """
    rows = [(e, percent(run.series("mineral_pain", e))) for e in run.entities("mineral_pain")]
    hit = sorted((row for row in rows if np.nanmax(row[1]) > 0.5), key=lambda row: -float(np.nanmax(row[1])))[
        :countries
    ]
    if not hit:
        return _note("In this run no user of licensed minerals stands still for want of them.")
    names = country_names(run)
    lines: list[Any] = [
        (f"pain-{e}", names.get(e, e), token, share, "solid")
        for (e, share), token in zip(hit, HURT_TOKENS, strict=False)
    ]
    return _time_chart(run.calendar, lines, [], unit="%", formatter="percentTip", now=now, write="{:.0f}%")


def gaps(run: RecordedRun, baseline: RecordedRun | None = None, *, now: int | None = None) -> Option:
    """Return the lead of the United States over China in model capability [months]."""
    key = "capability_gap_months"
    lines: list[Any] = [(key, "US lead", "us", np.asarray(run.series(key), dtype=float), "solid")]
    ghosts = [] if baseline is None else [_ghost(key, np.asarray(baseline.series(key), dtype=float))]
    return _time_chart(run.calendar, lines, ghosts, unit="", formatter="monthsTip", now=now, write="{:.1f} mo")


def country_names(run: RecordedRun) -> dict[str, str]:
    """Return the names of countries by id, from the run's country table where it has one."""
    countries = getattr(getattr(run, "tables", None), "countries", None)
    return {} if countries is None else dict(zip(countries.ids, countries["name"], strict=True))


def _ghost(key: str, series: Series) -> Option:
    """Return a baseline's line: dashed, in ink, silent."""
    return {
        "id": f"baseline-{key}",
        "name": "baseline",
        "type": "line",
        "symbol": "none",
        "silent": True,
        "color": "@ink",
        "lineStyle": {"width": 1.4, "type": [5, 4], "color": "@ink", "opacity": 0.6},
        "data": plain(series),
        "tooltip": {"show": False},
    }


def _time_chart(
    calendar: Sequence[str],
    lines: Sequence[tuple[str, str, str, Series, Any]],
    ghosts: Sequence[Option],
    *,
    unit: str,
    formatter: str,
    now: int | None,
    write: str,
    high: float | None = None,
) -> Option:
    """Return lines over months with direct labels at their right ends."""
    months = list(calendar)
    series: list[dict[str, Any]] = [
        {
            "id": key,
            "name": name,
            "type": "line",
            "symbol": "none",
            "color": f"@{token}",
            "lineStyle": {"width": 2.2, "color": f"@{token}", "type": dash},
            "data": plain(values),
        }
        for key, name, token, values, dash in lines
    ]
    top = high if high is not None else max(float(np.nanmax(values)) for *_, values, _ in lines) * 1.08 or 1.0
    ends = sorted(((float(values[-1]), name, token) for _, name, token, values, _ in lines), key=lambda end: end[0])
    places = frame.spread([end[0] for end in ends], 0.09 * top, 0.0, top)
    points = [
        {"coord": [months[-1], round(place, 2)], "label": frame.label(name, write.format(value), token)}
        for place, (value, name, token) in zip(places, ends, strict=True)
    ]
    marks: dict[str, Any] = {
        "id": "marks",
        "type": "line",
        "data": [],
        "silent": True,
        "markPoint": frame.label_points(points),
    }
    if now is not None:
        marks["markLine"] = frame.now_line(months, now)
    option = frame.base(
        grid={"left": 42, "right": 148, "top": 22, "bottom": 24},
        tooltip=frame.axis_tooltip(formatter),
        xAxis=frame.month_axis(months),
        yAxis=frame.value_axis(unit, max=high) if high is not None else frame.value_axis(unit),
        series=[*series, *ghosts, marks],
    )
    narrow = frame.labels_above(
        [[(name, write.format(value), token)] for value, name, token in reversed(ends)], left=38
    )
    return {"baseOption": option, "media": frame.phone(**narrow)}


def _note(text: str) -> Option:
    """Return a picture that only says why there is nothing to draw."""
    style = {"text": text, "fill": "@ink3", "fontSize": 13, "fontFamily": "inherit"}
    return {
        "baseOption": frame.base(graphic=[{"type": "text", "left": "center", "top": "middle", "style": style}]),
        "media": [],
    }
