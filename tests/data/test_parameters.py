"""Parameters are declared once, packed into one record, and refuse what they don't allow."""

from pathlib import Path

import numba
import pytest

from stackcraft.model.parameters import GROUPS, check_values, load_parameters, pack
from stackcraft.model.problems import BadInput

parameters = load_parameters()


def test_every_parameter_says_where_it_comes_from() -> None:
    for parameter in parameters.values():
        assert parameter.source, parameter.parameter_id
        assert parameter.text, parameter.parameter_id
        assert parameter.low <= parameter.default <= parameter.high
        assert parameter.group in GROUPS
        assert parameter.status in ("measured", "estimated", "assumed")


def test_no_source_names_what_a_reader_can_not_find() -> None:
    for parameter in parameters.values():
        assert not any(word in parameter.source.casefold() for word in ("dynamics", "sketch", "fitted to itself"))


def test_sampled_parameters_have_room_to_vary() -> None:
    for parameter in parameters.values():
        if parameter.uncertain:
            assert parameter.low < parameter.high, parameter.parameter_id


def test_what_the_record_does_not_identify_stays_uncertain() -> None:
    for name in ("lock_in", "software_weight", "price_quality", "effort_trend_mix", "spillover", "front_loading"):
        assert parameters[name].uncertain


def test_packed_values_can_be_read_in_plain_python() -> None:
    p = pack(parameters, {"lock_in": 0.5})
    assert p.lock_in == 0.5
    assert p.leak_rate == parameters["leak_rate"].default


def test_packed_values_can_be_read_in_compiled_rules() -> None:
    double = numba.njit(lambda p: 2 * p.lock_in)
    assert double(pack(parameters, {"lock_in": 0.5})) == 1.0


def test_value_that_switches_a_mechanism_off_is_allowed_outside_the_range() -> None:
    assert parameters["lock_in"].neutral == 0.0
    assert parameters["lock_in"].low > 0.0
    assert pack(parameters, {"lock_in": 0.0}).lock_in == 0.0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"lock_inn": 1.0}, "lock_in"),
        ({"lokc_in": 1.0}, "lock_in"),
        ({"lock_in": 99.0}, "2.9"),
        ({"lock_in": float("nan")}, "out of range"),
        ({"lock_in": float("inf")}, "out of range"),
        ({"lock_in": "much"}, "not a number"),
        ({"lock_in": None}, "not a number"),
        ({"lock_in": True}, "not a number"),
        ({"leak_rate": -0.1}, "0.05"),
    ],
)
def test_unknown_names_and_values_out_of_range_are_refused(values: dict[str, float], said: str) -> None:
    with pytest.raises(BadInput, match=said.replace(".", r"\.")):
        pack(parameters, values)


def test_all_faults_of_values_are_told_together() -> None:
    assert len(check_values(parameters, {"lock_in": 99, "no_such": 1, "leak_rate": 5})) == 3


def overlaid(folder: Path, group: str, *lines: str) -> Path:
    from stackcraft.model.schema import CONFIGS

    heading = (CONFIGS / "parameters" / f"{group}.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "parameters").mkdir(exist_ok=True)
    (folder / "parameters" / f"{group}.csv").write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,2,,0,1,assumed,assumed,1,,,,text", "outside 0 to 1"),
        ("a,0.5,,1,0,assumed,assumed,1,,,,text", "above high"),
        ("a,much,,0,1,assumed,assumed,1,,,,text", "not a number"),
        ("a,0.5,,0,1,guessed,assumed,1,,,,text", "guessed"),
        ("a,0.5,,0,1,assumed,,1,,,,text", "column source: empty"),
        ("a,0.5,,0,1,assumed,assumed,2,,,,text", "column uncertain"),
        ("a,0.5,,0,1,assumed,assumed,1,off,,,text", "column neutral"),
        ("A b,0.5,,0,1,assumed,assumed,1,,,,text", "no id"),
        ("shape,0.5,,0,1,assumed,assumed,1,,,,text", "field name"),
        (",0.5,,0,1,assumed,assumed,1,,,,text", "column parameter_id: empty"),
        ("a,0.5,,0,1,assumed,assumed,1,,,", "cells where the heading has"),
        ("lock_in,0.5,,0,1,assumed,assumed,1,,,,text", "already declared in group adoption"),
    ],
)
def test_malformed_declarations_are_told_with_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        load_parameters(overlaid(tmp_path, "tariffs", line))
    assert said in str(caught.value)
    assert "tariffs.csv" in str(caught.value)


def test_parameter_declared_twice_in_a_file_is_told(tmp_path: Path) -> None:
    line = "a,0.5,,0,1,assumed,assumed,1,,,,text"
    with pytest.raises(BadInput, match="stands twice"):
        load_parameters(overlaid(tmp_path, "tariffs", line, line))
