"""Malformed command lines: exit 2, one clear message, nothing run, nothing left behind."""

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.dose import dose

LINES: dict[str, str] = {
    # what is typed, and what the message must contain
    "runn": "run",
    "scenario": "scenarios",
    "Run": "run",
    "run history extra": "extra",
    "run histroy": "history",
    "run nosuchscenario": "nosuchscenario",
    "run missing.toml": "missing.toml",
    "run ''": "scenario",
    "run history.csv": "history.csv",
    "run /": "scenario",
    "run --seed": "--seed",
    "run --seed -1": "--seed -1",
    "run --seed 1.5": "1.5",
    "run --seed one": "one",
    "run --seed ''": "--seed",
    "run --seed 99999999999999999999": "seed",
    "run --seed nan": "nan",
    "run --sed 1": "--seed",
    "run --months 0": "--months 0",
    "run --months -12": "--months",
    "run --months 3.5": "3.5",
    "run --months 100000": "months",
    "run --months ten": "ten",
    "run --month 12": "--months",
    "run --decisions -1": "--decisions",
    "run --decisions many": "many",
    "run --format xlsx": "parquet",
    "run --format parqet": "parquet",
    "run --strategy us": "--strategy",
    "run --strategy us=": "strategy",
    "run --strategy =hawk": "--strategy",
    "run --strategy us=hawkk": "hawk",
    "run --strategy usa=hawk": "usa",
    "run --strategy us=hawk --strategy us=null": "twice",
    "run --strategy nowhere=hawk": "nowhere",
    "run --strategy us=1": "strategy",
    "run --strategy us=HAWK": "hawk",
    "run --set lock_in": "--set",
    "run --set =1": "--set",
    "run --set lock_in=": "lock_in",
    "run --set lock_in=much": "lock_in",
    "run --set lock_in=1e9": "lock_in",
    "run --set lock_in=-1": "lock_in",
    "run --set lock_in=nan": "lock_in",
    "run --set lock_in=inf": "lock_in",
    "run --set lock_in=true": "lock_in",
    "run --set lock_in=[1]": "lock_in",
    "run --set lockin=1": "lock_in",
    "run --set parameters.lockin=1": "lock_in",
    "run --set parameters=1": "parameters",
    "run --set params.lock_in=1": "parameters",
    "run --set lock_in=1 --set lock_in=0.5": "twice",
    "run --set lock_in=1 --set parameters.lock_in=0.5": "twice",
    "run --set start=": "start",
    "run --set buyers=0": "buyers",
    "run --set buyers=1000000": "buyers",
    "run --set buyers=many": "buyers",
    "run --set buyers.cn=3": "buyers",
    "run --set cadence=0": "cadence",
    "run --set cadence=13": "cadence",
    "run --set start=2022": "start",
    "run --set start=2022-13": "start",
    "run --set start=1066-10": "start",
    "run --set start=yesterday": "start",
    "run --set script_until=soon": "script_until",
    "run --set script_until=2024": "script_until",
    "run --set shocks=perhaps": "shocks",
    "run --set months=0": "months",
    "run --set drop=E1": "drop",
    "run --set move.nothing=2024-01": "nothing",
    "run --set resize.nothing=2": "nothing",
    "run --set resize.nothing=twice": "resize",
    "run --set strategies.us=hawkish": "hawk",
    "run --set administrations=3": "administrations",
    "run --set orders=3": "orders",
    "run --set base=history": "base",
    "run --set x.y.z=1": "x",
    "run --drop": "--drop",
    "run --drop nosuchevent": "nosuchevent",
    "run --drop ''": "event",
    "run --drop a --drop b": "2 problems",
    "run --orders missing.csv": "missing.csv",
    "run --orders orders": "suffix",
    "run --orders orders.xlsx": "xlsx",
    "run --orders .": "orders",
    "run --data missing": "missing",
    "run --data history --seed -4": "--seed",
    "run --out": "--out",
    "run --out /proc/none": "/proc/none",
    "run --out /dev/null": "/dev/null",
    "run --out /dev/null/below": "/dev/null",
    "run --json=yes": "--json",
    "run -z": "-z",
    "run --quiet": "--quiet",
    "scenarios all": "all",
    "scenarios --jsn": "--json",
    "strategies hawk": "hawk",
    "orders --full": "--full",
    "instruments tariff": "tariff",
    "parameters lock_in": "lock_in",
    "parameters --group adoptoin": "adoption",
    "parameters --group ''": "--group",
    "parameters --group": "--group",
    "schedule month": "month",
    "dashboard --port none": "none",
    "dashboard --port -1": "-1",
    "dashboard --port 65536": "65536",
    "dashboard --host not.a.host.invalid": "not.a.host.invalid",
    "dashboard --open": "--open",
    "--jsn": "--jsn",
    "--seed 1 run": "--seed",
}


@pytest.mark.parametrize("line", LINES)
def test_a_malformed_command_line_is_refused_with_a_message_that_names_it(line: str, refuse) -> None:
    import shlex

    message = refuse(*shlex.split(line))

    assert LINES[line].casefold() in message.casefold()


def test_all_that_is_wrong_is_said_at_once(refuse) -> None:
    message = refuse("run", "--seed=3", "--drop=nosuch", "--set=lockin=1", "--strategy=us=hawkk", "--orders=no.csv")

    assert all(word in message for word in ("nosuch", "lockin", "hawkk", "no.csv"))


def test_a_file_in_the_way_of_out_is_named_before_anything_is_run(refuse, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")

    assert "is a file" in refuse("run", "--out", "taken")
    assert (tmp_path / "taken").read_text() == "mine"


WORDS = st.text(string.printable, max_size=12).filter(lambda text: not text.startswith("-"))
ID = st.text(string.ascii_lowercase + "_.=-", min_size=1, max_size=12)


@settings(
    max_examples=dose(60, 2000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(
        WORDS.filter(lambda text: text.strip() not in SHIPPED).map(lambda text: ["run", text]),
        WORDS.map(lambda text: ["run", "--set", f"no_such_{text}=1"]),
        st.floats(allow_nan=True).filter(lambda x: not 0 <= x <= 3).map(lambda x: ["run", "--set", f"lock_in={x}"]),
        ID.map(lambda text: ["run", "--strategy", f"us=no{text}"]),
        ID.map(lambda text: ["run", "--drop", f"no_{text}"]),
        st.integers(max_value=-1).map(lambda seed: ["run", f"--seed={seed}"]),
        st.integers(max_value=0).map(lambda months: ["run", f"--months={months}"]),
        WORDS.map(lambda text: ["run", "--orders", f"{text}.no"]),
        WORDS.map(lambda text: [f"no{text}"]),
    )
)
def test_whatever_is_typed_wrong_is_refused(refuse, arguments: list[str]) -> None:
    refuse(*arguments)


SHIPPED = frozenset({"history", "endogenous"})
