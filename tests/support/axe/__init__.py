"""axe-core 4.14.1 (npm `axe-core`, MPL-2.0), kept for tests alone: what a page lacks for those who can't see or click."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")


@cache
def _source() -> str:
    return (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def findings(page: "Page") -> list[str]:
    """Return what axe finds serious or critical on a page as it stands, one line each."""
    page.evaluate(_source())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} — {node['failureSummary'][:240]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"][:4]
    ]
