"""Serve the dashboard over made-up runs: `python -m support.fake_dashboard PORT`."""

import sys

from stackcraft.viz.dashboard import serve
from stackcraft.viz.dashboard.changes import Changes

from .fake_run import Act, FakeRun

HISTORY = [
    Act("2022-10", "us", "set_rule", "The United States bans frontier chips for China"),
    Act("2023-08", "cn", "set_rule", "China licenses gallium and germanium <script>alert('x')</script>"),
    Act("2025-04", "us", "set_rule", "The United States asks a license for cut-down chips to China"),
]


def play(changes: Changes) -> FakeRun:
    """Return a made-up run; lock-in and the strictness of licenses move it."""
    lock_in = 0.6 * changes.parameters.get("lock_in", 0.8) + 0.1 * sum(d.value for d in changes.decrees.values())
    return FakeRun(lock_in=lock_in, seed=changes.seed, scenario=changes.scenario, orders=HISTORY)


if __name__ == "__main__":
    serve(int(sys.argv[1]), play=play)
