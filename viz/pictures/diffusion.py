"""The headline picture: how the installed base divides between the stacks, the baseline dashed over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import frame
from .source import Option, RecordedRun, Series, percent, plain


@dataclass(frozen=True)
class Band:
    """One band of the stack: a share indicator, its name on screen and its colour token."""

    indicator_id: str
    name: str
    token: str


@dataclass(frozen=True)
class Pin:
    """A numbered pin at a month (index from the first): the text is shown when it is pointed at."""

    month: int
    text: str


# From the bottom up. What the bands leave of 100 % is drawn as `REST`.
LAYERS: dict[str, tuple[Band, ...]] = {
    "chips": (Band("chip_share_us", "US stack", "us"), Band("chip_share_cn", "Chinese stack", "cn")),
    "software": (
        Band("platform_share_us", "US platforms", "us"),
        Band("platform_share_cn", "Chinese platforms", "cn"),
    ),
    "models": (
        Band("model_share_us", "US models", "us"),
        Band("model_share_cn", "Chinese models", "cn"),
    ),
}
REST = Band("", "Neither", "none")
LEAST_REST = 0.5
LABEL_ROOM = 6.5


def band_shares(run: RecordedRun, region: str, layer: str) -> list[tuple[Band, Series]]:
    """Return the bands of a layer with their shares of a region [per cent], and the rest where there is one.

    Raises:
        KeyError: The layer isn't one of `LAYERS`.
    """
    bands = [(band, percent(run.series(band.indicator_id, region))) for band in LAYERS[layer]]
    rest = 100.0 - np.sum([share for _, share in bands], axis=0)
    if np.nanmax(rest) > LEAST_REST:
        bands.append((REST, np.clip(rest, 0.0, None)))
    return bands


def diffusion(
    run: RecordedRun,
    baseline: RecordedRun | None = None,
    region: str = "world",
    *,
    layer: str = "chips",
    month: int | None = None,
    now: int | None = None,
    pins: Sequence[Pin] = (),
    spread: tuple[Series, Series] | None = None,
) -> Option:
    """Return the stacked shares of a region by stack over time.

    Args:
        run: The run to draw.
        baseline: A run of the same months whose boundaries between bands are dashed over it.
        region: A reporting region or a country id.
        layer: "chips" (share of installed compute), "software" or "models".
        month: Draw the bands up to this month only and put line and labels there; the whole run if None.
        now: Month at which a line divides scripted history from what follows; only where `month` is None.
        pins: Events, numbered in order.
        spread: Lower and upper course of the first band's share over replicates [per cent], drawn as a band.

    Returns:
        An ECharts option; shares in per cent.

    Raises:
        KeyError: The region or layer is unknown to the run.
    """
    calendar = list(run.calendar)
    final = len(calendar) - 1
    shown = final if month is None else min(month, final)
    bands = band_shares(run, region, layer)
    series: list[dict[str, Any]] = [
        {
            "id": band.indicator_id or "rest",
            "name": band.name,
            "type": "line",
            "stack": "shares",
            "symbol": "none",
            "color": f"@{band.token}",
            "lineStyle": {"width": 0},
            "areaStyle": {"color": f"@{band.token}", "opacity": 0.5 if band is REST else 0.9},
            "data": plain(share, until=shown),
        }
        for band, share in bands
    ]
    # The marks have a series of their own, so that hiding a band from the legend leaves them.
    marks: dict[str, Any] = {
        "id": "marks",
        "type": "line",
        "data": [],
        "silent": True,
        "tooltip": {"show": False},
    }
    marks["markPoint"] = frame.label_points(
        _labels(bands, calendar, shown), left=month is not None and shown > 0.72 * final
    )
    line_at = shown if month is not None else now
    if line_at is not None:
        marks["markLine"] = frame.now_line(calendar, line_at)
        marks["markArea"] = {
            "silent": True,
            "animation": False,
            "itemStyle": {"color": "@shade"},
            "data": [[{"xAxis": calendar[line_at]}, {"xAxis": calendar[-1]}]],
        }
    series += [*_spread(spread, shown), *_dashes(baseline, region, layer), marks, _pin_series(pins, calendar, shown)]
    option = frame.base(
        grid={"left": 42, "right": 150 if month is None else 14, "top": 22, "bottom": 24},
        tooltip=frame.axis_tooltip("percentTip"),
        xAxis=frame.month_axis(calendar),
        yAxis=frame.value_axis("%", min=0, max=100, interval=25),
        series=series,
    )
    narrow: Option = {"grid": {"left": 38, "right": 14}}
    if month is None:
        ends = [(band.name, f"{share[shown]:.0f}%", band.token) for band, share in bands]
        narrow |= frame.labels_above([ends], left=38)
    return {"baseOption": option, "media": frame.phone(**narrow), "cursor": frame.now_line(calendar, shown)}


def _spread(spread: tuple[Series, Series] | None, shown: int) -> list[Option]:
    """Return the band of replicates around the first boundary: two stacked lines, the lower one unseen.

    Both series are always there, empty without replicates, so that a band that comes later finds its place.
    """
    low, high = spread if spread is not None else (np.array([]), np.array([]))
    style = {"type": "line", "stack": "spread", "symbol": "none", "silent": True, "z": 6, "tooltip": {"show": False}}
    return [
        {
            **style,
            "id": "spread-low",
            "lineStyle": {"width": 1, "color": "@card", "opacity": 0.55 if len(low) else 0},
            "data": plain(low, until=shown),
        },
        {
            **style,
            "id": "spread-high",
            "lineStyle": {"width": 1, "color": "@card", "opacity": 0.55 if len(low) else 0},
            "areaStyle": {"color": "@card", "opacity": 0.34},
            "data": plain(high - low, until=shown),
        },
    ]


def _labels(bands: Sequence[tuple[Band, Series]], calendar: Sequence[str], shown: int) -> list[Option]:
    """Return direct labels in the middle of their bands at month `shown`, kept from overlapping."""
    at = np.array([share[shown] for _, share in bands])
    places = frame.spread((np.cumsum(at) - at / 2).tolist(), LABEL_ROOM, LABEL_ROOM / 2, 100 - LABEL_ROOM / 2)
    return [
        {
            "coord": [calendar[shown], round(place, 2)],
            "label": frame.label(band.name, f"{share:.0f}%", band.token),
        }
        for (band, _), share, place in zip(bands, at, places, strict=True)
    ]


def _dashes(baseline: RecordedRun | None, region: str, layer: str) -> list[Option]:
    """Return the baseline's boundaries between bands as dashed lines; none without a baseline."""
    if baseline is None:
        return []
    bands = band_shares(baseline, region, layer)
    boundaries = np.cumsum([share for _, share in bands], axis=0)[:-1]
    return [
        {
            "id": f"baseline-{band.indicator_id}",
            "name": f"{band.name}, baseline" if k == 0 else f"up to {band.name}, baseline",
            "type": "line",
            "symbol": "none",
            "silent": True,
            "z": 8,
            "color": "@ink",
            "lineStyle": {"width": 1.8, "type": [5, 4], "color": "@ink", "opacity": 0.85},
            "data": plain(boundary),
        }
        for k, ((band, _), boundary) in enumerate(zip(bands, boundaries, strict=False))
    ]


def _pin_series(pins: Sequence[Pin], calendar: Sequence[str], shown: int) -> Option:
    """Return numbered pins along the top edge as a scatter, so that each answers to the pointer."""
    return {
        "id": "pins",
        "name": "events",
        "type": "scatter",
        "symbolSize": 17,
        "z": 12,
        "itemStyle": {"color": "@ink"},
        "label": {"show": True, "formatter": "{b}", "color": "@card", "fontSize": 10, "fontWeight": 700},
        "tooltip": frame.tooltip("pinTip", trigger="item"),
        "data": [
            {
                "name": str(number),
                "value": [calendar[pin.month], 96],
                "text": f"{calendar[pin.month]}: {pin.text}",
            }
            for number, pin in enumerate(pins, 1)
            if pin.month <= shown
        ],
    }
