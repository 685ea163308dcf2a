"""Malformed scenarios, order files and tables given on the command line: exit 2, one clear message, nothing left."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.dose import dose
from support.tree import ROOT

SCENARIOS: dict[str, str] = {
    # what the file holds, and what the message must contain
    "months = ": "not valid TOML",
    "months 12": "line 1",
    "= 12": "line 1",
    "[parameters": "TOML",
    "months = 12\nmonths = 13": "overwrite",
    "x = [[[": "TOML",
    "\ufffe\x00": "TOML",
    "seed = 3": "seed",
    "month = 12": "months",
    "Months = 12": "months",
    "months = 0": "months",
    "months = -3": "months",
    "months = 361": "months",
    "months = 1.5": "months",
    "months = 'twelve'": "months",
    "months = [12]": "months",
    "months = 99999999999999999999": "months",
    "buyers = 0": "buyers",
    "buyers = 10001": "buyers",
    "buyers = nan": "buyers",
    "cadence = 0": "cadence",
    "cadence = 2023-01-01": "cadence",
    "start = 2022": "start",
    "start = 2022-01-01": "start",
    "start = '2022'": "start",
    "start = '2022-13'": "start",
    "start = '2021-12'": "start",
    "start = '2022-1'": "start",
    "start = ''": "start",
    "script_until = 'June 2026'": "script_until",
    "script_until = '2026-6'": "script_until",
    "script_until = true": "script_until",
    "opens = '2025'": "opens",
    "shocks = 'perhaps'": "shocks",
    "shocks = 2": "shocks",
    "title = 3": "title",
    "asks = ['what']": "asks",
    "name = 1": "name",
    "base = 'histroy'": "history",
    "base = 3": "base",
    "base = ['history']": "base",
    "base = 'given.toml'": "circle",
    "base = 'missing.toml'": "missing.toml",
    "drop = 'all'": "drop",
    "drop = [1]": "drop",
    "drop = ['nosuch']": "nosuch",
    "drop = {a = 1}": "drop",
    "move = 3": "move",
    "move = {nosuch = '2024-01'}": "nosuch",
    "[move]\n'2025-04-09-cn-mineral' = 3": "move",
    "resize = {nosuch = 2.0}": "nosuch",
    "resize = {nosuch = true}": "resize",
    "resize = {nosuch = inf}": "resize",
    "strategies = 'hawk'": "strategies",
    "strategies = {us = 'hawkk'}": "hawk",
    "strategies = {usa = 'hawk'}": "usa",
    "strategies = {us = 3}": "strategies",
    "strategies = {us = ['hawk']}": "strategies",
    "administrations = 3": "administrations",
    "[[administrations]]\nseat = 'us'": "date",
    "[[administrations]]\nseat = 'us'\ndate = '2029-01'\nstrategy = 'hawkk'": "hawk",
    "[[administrations]]\nseat = 'uss'\ndate = '2029-01'\nstrategy = 'hawk'": "uss",
    "[[administrations]]\nseat = 'us'\ndate = 'January'\nstrategy = 'hawk'": "date",
    "[[administrations]]\nseat = 'us'\ndate = '2029-01'\nstrategy = 'hawk'\nparty = 'x'": "party",
    "parameters = 3": "parameters",
    "parameters = [1.0]": "parameters",
    "[parameters]\nlockin = 1.0": "lock_in",
    "[parameters]\nlock_in = 'high'": "lock_in",
    "[parameters]\nlock_in = true": "lock_in",
    "[parameters]\nlock_in = nan": "lock_in",
    "[parameters]\nlock_in = -inf": "lock_in",
    "[parameters]\nlock_in = 99.0": "lock_in",
    "[parameters]\nlock_in = [1.0]": "lock_in",
    "[parameters.lock_in]\nvalue = 1.0": "lock_in",
    "data = 'nosuchfolder'": "nosuchfolder",
    "data = 3": "data",
    "orders = 3": "orders",
    "orders = ['ban']": "orders",
    "[[orders]]": "seat",
    "[[orders]]\nseat = 'us'": "kind",
    "[[orders]]\nseat = 'us'\nkind = 'set_rul'\nmonth = '2024-01'": "set_rule",
    "[[orders]]\nseat = 'uss'\nkind = 'pass'\nmonth = '2024-01'": "uss",
    "[[orders]]\nseat = 'us'\nkind = 'pass'": "month",
    "[[orders]]\nseat = 'us'\nkind = 'pass'\nmonth = 'soon'": "soon",
    "[[orders]]\nseat = 'us'\nkind = 'pass'\nmonth = '2024-01'\ndays = 3": "day",
    "[[orders]]\nseat = 'us'\nkind = 'pass'\nmonth = '2024-01'\nday = 32": "day",
    "[[orders]]\nseat = 'us'\nkind = 'set_rule'\nmonth = '2024-01'\ninstrument = 'tarif'\ntarget = 'cn'": "tariff",
    "[[orders]]\nseat = 'us'\nkind = 'set_rule'\nmonth = '2024-01'\ninstrument = 'tariff'\ntarget = 'china'": "china",
    "[[orders]]\nseat = 'us'\nkind = 'set_rule'\nmonth = '2024-01'\ninstrument = 'tariff'\ntarget = 'cn'\n"
    "product_class = 'light'": "product class",
    "[[orders]]\nseat = 'us'\nkind = 'set_rule'\nmonth = '2024-01'\ninstrument = 'license_regime'\ntarget = 'cn'\n"
    "product_class = 'lite'": "light",
    "[[orders]]\nseat = 'us'\nkind = 'set_rule'\nmonth = '2024-01'\ninstrument = 'tariff'\ntarget = 'cn'\n"
    "value = nan": "value",
    "[[orders]]\nseat = 'us'\nkind = 'list_entity'\nmonth = '2024-01'\ntarget = 'smicc'": "smic",
    "[[orders]]\nseat = 'us'\nkind = 'pass'\nmonth = '2024-01'\nstatus = 'inforce'": "in_force",
    "[[orders]]\nseat = 'us'\nkind = 'pass'\nmonth = '2024-01'\nlapse = '2024'": "lapse",
    "[[orders]]\nseat = 'us'\nkind = 'pass'\nmonth = '2024-01'\nevent_id = 'nosuch'": "nosuch",
    "months = 0\nbuyers = 0\ncadence = 0": "3 problems",
}


@pytest.mark.parametrize("text", SCENARIOS)
def test_a_malformed_scenario_is_refused_with_a_message_that_says_where(text: str, refuse, tmp_path: Path) -> None:
    (tmp_path / "given.toml").write_text(text, encoding="utf-8")

    message = refuse("run", "given.toml", "--out", "results")

    assert SCENARIOS[text].casefold() in message.casefold()


GOOD = {"seat": "us", "kind": "set_rule", "instrument": "tariff", "target": "cn", "value": 0.1, "month": "2024-01"}

ORDERS: dict[str, tuple[str, str]] = {
    # file, its content, and what the message must contain
    "empty.csv": ("", "columns"),
    "headless.csv": ("us,pass,2024-01\n", "columns"),
    "unknown-column.csv": ("seat,kind,month,amount\nus,pass,2024-01,3\n", "amount"),
    "near-column.csv": ("seat,kind,month,valeu\nus,pass,2024-01,3\n", "value"),
    "long-row.csv": ("seat,kind,month\nus,pass,2024-01,3\n", "line 2"),
    "no-kind.csv": ("seat,kind,month\nus,,2024-01\n", "kind"),
    "no-month.csv": ("seat,kind,month\nus,pass,\n", "month"),
    "quote.csv": ('seat,kind,month\n"us,pass,2024-01\n', "CSV"),
    "word.csv": ("seat,kind,month,value\nus,pass,2024-01,much\n", "value"),
    "infinite.csv": ("seat,kind,month,value\nus,pass,2024-01,inf\n", "value"),
    "unknown.csv": ("seat,kind,month\nus,passs,2024-01\n", "pass"),
    "log.csv": ("seat,kind,month,code\nus,passs,2024-01,0\n", "pass"),
    "log-month.csv": ("seat,kind,month,code\nus,pass,,0\n", "month"),
    "broken.json": ("[{", "JSON"),
    "text.json": ('"orders"', "list"),
    "number.json": ("3", "list"),
    "object.json": ('{"order": []}', "orders"),
    "inner.json": ('{"orders": {"seat": "us"}}', "list"),
    "words.json": ('["ban"]', "ban"),
    "null.json": ("[null]", "order 1"),
    "nan.json": ('[{"seat": "us", "kind": "pass", "month": "2024-01", "value": NaN}]', "value"),
    "deep.json": ("[" * 100_000, "JSON"),
    "broken.toml": ("[[orders]", "TOML"),
    "other.toml": ("[[order]]\nseat = 'us'", "orders"),
    "bare.toml": ("", "list"),
    "text.parquet": ("seat,kind\n", "PARQUET"),
    "orders.yaml": ("- seat: us", "yaml"),
    "nosuffix": ("", "suffix"),
}


@pytest.mark.parametrize("name", ORDERS)
def test_a_malformed_file_of_orders_is_refused_with_a_message_that_says_where(name, refuse, tmp_path: Path) -> None:
    text, expected = ORDERS[name]
    (tmp_path / name).write_text(text)

    message = refuse("run", "--orders", name, "--out", "results")

    assert expected.casefold() in message.casefold()
    assert name in message


SENSELESS = [
    (field, value)
    for field in GOOD
    for value in ("", "nonsense", [], {}, None, -1e300)
    if (field, value) not in (("target", ""), ("value", -1e300))  # everyone may be meant; ranges are for adjudication
]


@pytest.mark.parametrize(("field", "value"), SENSELESS)
def test_an_order_with_a_field_that_makes_no_sense_is_refused(field: str, value: object, refuse, tmp_path) -> None:
    (tmp_path / "orders.json").write_text(json.dumps([{**GOOD, field: value}]))

    assert "orders" in refuse("run", "--orders", "orders.json")


def test_all_malformed_orders_are_named_at_once(refuse, tmp_path: Path) -> None:
    (tmp_path / "orders.json").write_text(json.dumps([{**GOOD, "value": "a"}, GOOD, {"seat": "us"}, 3]))

    message = refuse("run", "--orders", "orders.json")

    assert all(f"order {n}" in message for n in (1, 3, 4))
    assert "order 2" not in message


COUNTRIES = ROOT / "configs" / "tables" / "countries.csv"
TABLES: dict[str, tuple[str, str]] = {
    "contries.csv": ("country_id\n", "countries"),
    "tables/country.csv": ("country_id\n", "countries"),
    "countries.csv": ("", "countries.csv"),
    "tables/countries.csv": ("country_id,name\nus,United States\n", "countries.csv"),
    "seats.csv": ("seat_id\nus\n", "seats.csv"),
    "instruments.csv": ("instrument_id,title\ntariff,Tariff\n", "instruments.csv"),
    "events.csv": ("event_id\n", "events.csv"),
    "history/orders.csv": ("event_id\n", "orders.csv"),
    "parameters/adoption.csv": ("parameter_id,default\nlock_in,x\n", "adoption.csv"),
    "doctrines.csv": ("name\n", "doctrines.csv"),
    "products.csv": ("\x00\x01\x02", "NUL"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_malformed_table_is_refused_with_a_message_that_names_it(name: str, refuse, tmp_path: Path) -> None:
    text, expected = TABLES[name]
    path = tmp_path / "tables-of-mine" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)

    assert expected in refuse("run", "--data", "tables-of-mine", "--out", "results")


def _damaged(draw: st.DrawFn) -> str:
    lines = COUNTRIES.read_text().splitlines()
    n = draw(st.integers(1, len(lines) - 1))
    cells = lines[n].split(",")
    cells[draw(st.sampled_from([4, 5, 6]))] = draw(st.sampled_from(["?", "-700", "1e99", "nan", "many", "0x1"]))
    lines[n] = ",".join(cells)
    return "\n".join(lines) + "\n"


@settings(max_examples=dose(20, 500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.composite(_damaged)())
def test_a_damaged_cell_of_the_country_table_is_refused(refuse, tmp_path: Path, text: str) -> None:
    (tmp_path / "mine").mkdir(exist_ok=True)
    (tmp_path / "mine" / "countries.csv").write_text(text)

    assert "countries.csv:" in refuse("run", "--data", "mine")


@settings(max_examples=dose(40, 2000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(min_size=1, max_size=60), suffix=st.sampled_from(["csv", "json", "toml", "parquet", "scenario"])
)
def test_noise_in_a_file_is_refused(refuse, tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / ("given.toml" if suffix == "scenario" else f"orders.{suffix}")
    content = b"\xff" + content  # never UTF-8, never Parquet
    path.write_bytes(content)

    assert path.name in refuse("run", *(["given.toml"] if suffix == "scenario" else ["--orders", path.name]))
