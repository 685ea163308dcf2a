"""Which uncertain numbers matter?

A Latin hypercube over six parameters, kept as Parquet; PAWN indices; and where China's own chips take most of the
market.
"""

# %%
import sys
import tempfile
from pathlib import Path

import stackcraft
from stackcraft.experiments.design import Design, Sampling, Uncertainty
from stackcraft.experiments.discovery import discover
from stackcraft.experiments.sensitivity import analyse

SAMPLES = int(sys.argv[1]) if len(sys.argv) > 1 else 300

# %%
NAMES = ("software_weight", "lock_in", "leak_rate", "effort_weight", "smic_wafer_growth", "gap_catchup")
design = Design(
    name="six-numbers",
    uncertainties={name: Uncertainty() for name in NAMES},
    sampling=Sampling(method="lhs", samples=SAMPLES),
    outcomes=("chip_share_us.cn@yearly", "capability_gap_months.world@2030-12"),
)

# %%
if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        summary = stackcraft.sweep(design, Path(folder) / "six")
        print(f"{summary.done} runs, {summary.runs_per_second:.0f} a second, {summary.failed} failed")
        results = stackcraft.load(Path(folder) / "six")
        for index in analyse(results, ["chip_share_us.cn"]).ranked("chip_share_us.cn@2030-12"):
            print(f"{index.parameter:20} {index.value:.2f}  ({index.low:.2f} to {index.high:.2f})")
        middle = sorted(results.column("chip_share_us.cn@2030-12"))[SAMPLES // 3]
        for box in discover(results, f"chip_share_us.cn < {middle:.4f}").boxes:
            print(box.sentence())
