"""A small sweep, for pages that show sweeps."""

from pathlib import Path

DESIGN = """
title = "Leaks and locks"
outcomes = ["chip_share_us.cn@yearly"]
changes = { months = 36 }
[sampling]
method = "lhs"
samples = 60
[uncertainties]
lock_in = {}
license_approval = {}
"""


def small_sweep(folder: Path) -> Path:
    """Run the sweep below a folder, as `results/small`; return where its results lie."""
    from stackcraft.experiments.sweep import sweep

    design = folder / "small.toml"
    design.write_text(DESIGN)
    sweep(str(design), folder / "results" / "small", workers=1)
    return folder / "results" / "small"
