"""Words agree: codes, tables, declarations, schedule and state say the same things in the same order."""

import ast

import pytest

from stackcraft.model import codes, entities, ledger, legality, recorder, state
from stackcraft.model.declarations import BY_KIND, DECLARATIONS
from stackcraft.model.indicators import INDICATORS
from stackcraft.model.kernels import rule
from stackcraft.model.noise import DRAWS
from stackcraft.model.schedule import SCHEDULE
from support import worlds
from support.tree import ROOT

TABLES = worlds.plan("history").tables


def test_instruments_stand_in_the_table_in_the_order_of_their_codes():
    assert TABLES.instruments.ids == codes.INSTRUMENTS


@pytest.mark.parametrize(
    ("name", "position"),
    [("TIER", "tier"), ("QUOTA", "quota_h100e"), ("VOLUME_CAP", "license_volume_cap"), ("TARIFF", "tariff"),
     ("MINERAL_LICENSE", "mineral_license_gallium_germanium"), ("ASSURANCE", "assurance")],
)  # fmt: skip
def test_an_instruments_code_is_its_row(name, position):
    assert TABLES.instruments.ids.index(position) == getattr(codes, name)


def test_mineral_instruments_follow_the_minerals_table():
    first = codes.MINERAL_LICENSE
    names = [name.removeprefix("mineral_license_") for name in codes.INSTRUMENTS[first : first + len(TABLES.minerals)]]
    assert tuple(names) == TABLES.minerals.ids
    assert TABLES.minerals.ids[recorder.RARE_EARTHS] == "rare_earths"


def test_washington_and_beijing_come_first_among_seats_and_countries():
    assert TABLES.seats.ids[:2] == ("us", "cn")
    assert TABLES.countries.ids[:2] == ("us", "cn")


def test_words_in_tables_are_words_of_the_codes():
    assert set(TABLES.seats["kind"]) <= set(codes.SEAT_KINDS)
    assert set(TABLES.countries["region"]) == set(codes.REGIONS[1:])
    assert set(TABLES.products["product_class_kind"]) <= set(codes.DESIGNS)
    for table in (TABLES.makers, TABLES.foundries, TABLES.memory, TABLES.platforms):
        assert set(table["stack"]) <= set(codes.STACKS)


def test_every_kind_of_order_is_declared_in_the_order_of_its_code():
    assert tuple(BY_KIND) == codes.ORDER_KINDS
    assert legality.RANGES.shape == (len(codes.ORDER_KINDS), 3)
    assert all(d.low <= d.default <= d.high for d in DECLARATIONS)


@rule
def seed_and_end(s):  # type: ignore[no-untyped-def]
    """Return the first field of the state and the sums of some others, the last among them."""
    return s.seed, s.base.sum(), s.countries.gdp.sum(), s.offset.sum(), s.out.shape[0]


def test_the_handle_reads_in_a_rule_as_it_does_in_python():
    opened = worlds.plan("history").state(7)
    seed, base, gdp, offsets, months = seed_and_end(opened)
    assert (seed, months) == (7, opened.out.shape[0])
    assert (base, gdp, offsets) == pytest.approx((opened.base.sum(), opened.countries.gdp.sum(), opened.offset.sum()))
    assert opened.seed == 7


def test_every_field_of_the_state_says_its_unit_or_range():
    for name in dir(state):
        fields = getattr(state, name)
        if name.isupper() and isinstance(fields, tuple) and fields and isinstance(fields[0], tuple):
            assert len({field[0] for field in fields}) == len(fields), f"{name} names a field twice"
            for field, code, text in fields:
                assert code in ("f8", "i8", "u8"), f"{name}.{field}"
                assert len(text) > 3, f"{name}.{field} says nothing"


def test_the_compiled_run_calls_the_rules_of_the_schedule_in_order():
    tree = ast.parse((ROOT / "agents" / "compiled.py").read_text(encoding="utf-8"))
    calls = sorted((call for call in ast.walk(tree) if isinstance(call, ast.Call)), key=lambda call: call.lineno)
    called = [ast.unparse(call.func) for call in calls]
    steps = [entry.name if entry.rule else "decide" for entry in SCHEDULE if entry.phase != "observe"]
    assert [name for name in called if name != "range"] == steps


def test_indicators_have_a_column_for_every_entity():
    s = worlds.plan("history").state(1)
    widths = [len(entities.entities(i.entities, TABLES)) for i in INDICATORS]
    assert list(s.offset[1:] - s.offset[:-1]) == widths
    assert s.out.shape[1] == sum(widths)
    assert len({i.indicator_id for i in INDICATORS}) == len(INDICATORS)


def test_ledger_kinds_and_rejections_are_named_once():
    assert len(set(ledger.KINDS)) == len(ledger.KINDS)
    assert len(codes.REJECTIONS) == len(legality.SENTENCES)


def test_every_draw_is_declared_with_what_it_decides():
    assert len(DRAWS) > 3
    assert all("." in name and text for name, text in DRAWS.items())
