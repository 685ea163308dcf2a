"""What did one act change?

History with and without the American rule of October 2022, twenty pairs of runs that share every draw of chance.
"""

# %%
import sys

import stackcraft
from stackcraft.model.scenario import load_scenario

PAIRS = int(sys.argv[1]) if len(sys.argv) > 1 else 20

# %%
ACT = "2022-10-07-us-export-control"
without = load_scenario("history", {"name": "without the act", "drop": [ACT]})
found = stackcraft.compare("history", without, at="2026-06", replicates=PAIRS)

# %%
for indicator, entity in (
    ("chip_share_us", "cn"),
    ("china_domestic_share_units", "cn"),
    ("capability_gap_months", "world"),
):
    effect = found.effect(indicator, entity)
    print(f"{indicator}.{entity}: {effect.first:.3f}, without the act {effect.mean:+.3f} "
          f"({effect.low:+.3f} to {effect.high:+.3f})")  # fmt: skip
