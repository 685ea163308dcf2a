"""Every parameter that switches something off does so: the rules at its neutral value are the rules without the mechanism.

Not only in effect: the mechanism is cut out of the rules' source (support/folding.py), and runs with and without it
are compared bit for bit.
"""

import hashlib
import os
import subprocess
import sys
from functools import cache

import pytest

from stackcraft.model.parameters import load_parameters
from support.dose import dose
from support.folding import without
from support.tree import ROOT

NEUTRAL = {name: p.neutral for name, p in load_parameters().items() if p.neutral is not None}

HANDED_ON = {
    "demand_world_boom": "a boom of size 1 is none",
    "china_boom": "a boom of size 1 is none",
    "demand_growth_decay": "growth that doesn't decay goes on as it is",
    "china_growth_decay": "growth that doesn't decay goes on as it is",
    "light_growth_decay": "growth that doesn't decay goes on as it is",
    "variant_gain": "no card is a hundred times as good as another, so nothing is designed",
    "china_wafer_cap": "a cap at all wafers binds nobody",
    "license_approval": "every application is granted",
    "denial_approval": "none is granted",
    "scrap_rate": "scraps nothing; the ledger is closed by the same rule",
    "trust_rate": "the rule returns at once",
    "erosion_rate": "taken as the local rate of both controls",
    "learning_us": "the weight of an observation of a learner that both sides share",
    "learning_cn": "the weight of an observation of a learner that both sides share",
    "salience_event_rate": "no draw lies under 0",
    "round_rate": "no draw lies under 0",
    "compute_deal_rate": "every draw is at least 0",
    "audience_tariff": "the size of a concession, multiplied where it is returned",
    "audience_minerals": "the size of a concession, multiplied where it is returned",
}
"""Parameters whose neutral value is handed to a rule that others share, or is one end of a comparison, and why that is off."""

MONTHS = dose(10, 24)


@cache
def sources() -> tuple[str, ...]:
    return tuple(
        p.read_text(encoding="utf-8") for room in ("model", "agents") for p in sorted((ROOT / room).glob("*.py"))
    )


@pytest.mark.parametrize("name", sorted(NEUTRAL))
def test_at_its_neutral_value_a_parameter_leaves_nothing_behind_in_the_rules(name: str) -> None:
    read, stays = 0, []
    for source in sources():
        _, count, left = without(source, name, NEUTRAL[name])
        read += count
        stays += left
    assert read > 0, "no rule reads it"
    assert bool(stays) == (name in HANDED_ON), stays


def test_what_is_not_off_at_its_neutral_value_is_found() -> None:
    rule = "def f(s, x):\n    {}\n"
    idle = ("return x + s.p.a * g(x)", "return x * (1.0 - s.p.a)", "return x if s.p.a <= 0.0 else g(x)",
            "x += 0.5 * s.p.a * x\n    return x", "return x * h(x) ** s.p.a")  # fmt: skip
    for body in idle:
        assert without(rule.format(body), "a", 0.0)[2] == []
    for body in ("return max(0.1, s.p.a) * x", "return x - x / (2.0 + s.p.a)", "return g(s.p.a, x)"):
        text, read, stays = without(rule.format(body), "a", 0.0)
        assert read == 1
        assert stays or text != rule.format("return x")
    assert without(rule.format(idle[0]), "a", 0.0)[0].strip() == "def f(s, x):\n    return x"


def chosen() -> list[str]:
    """Return the parameters of this dose: few, the same every time; all of them in a soak."""
    lot = sorted(NEUTRAL, key=lambda name: hashlib.blake2b(name.encode()).digest())
    return lot[: dose(4, len(lot))]


def test_a_run_at_the_neutral_value_is_the_run_without_the_mechanism_bit_for_bit() -> None:
    arguments = [f"{name}={NEUTRAL[name]}" for name in chosen()]
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/support/unplugged.py"), str(MONTHS), *arguments],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    digests = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert list(digests) == chosen()
    assert {name for name, (with_it, without_it) in digests.items() if with_it != without_it} == set()
