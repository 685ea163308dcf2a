"""Evidence is complete in itself, and what sets an input is kept apart from what tests the model."""

import csv

import pytest

from stackcraft.model.parameters import GROUPS, load_parameters
from stackcraft.model.schema import CONFIGS, read_schemas
from stackcraft.model.table import finish_table, read_raw
from stackcraft.model.tables import load_tables


def rows_of(name: str) -> list[dict[str, str]]:
    with (CONFIGS / "evidence" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("name", "count"), [("observations", 187), ("references", 40)])
def test_evidence_follows_its_schema(name: str, count: int) -> None:
    problems: list[object] = []
    schema = read_schemas(CONFIGS / "schema.toml")[name]
    table = finish_table(read_raw(CONFIGS / "evidence" / f"{name}.csv", schema, problems), {}, problems)  # type: ignore[arg-type]
    assert problems == []
    assert len(table) >= count


def test_observations_end_in_august_2025() -> None:
    observed = [row for row in rows_of("observations") if row["kind"] == "observed"]
    assert len(observed) > 80
    assert max(row["date_iso"] for row in observed) <= "2025-08-31"


def test_every_observation_that_sets_an_input_names_a_number_that_exists() -> None:
    known = {(row["series"], row["entity"], row["date"]) for row in rows_of("observations")}
    parameters, tables = load_parameters(), load_tables()
    for row in rows_of("inputs"):
        assert (row["series"], row["entity"], row["date"]) in known
        folder, name = row["place"].removesuffix(".csv").split("/")
        if folder == "evidence":
            assert row["sets"] in rows_of(name)[0]
            continue
        assert (name in GROUPS and row["sets"] in parameters) or row["sets"] in getattr(tables, name).columns, folder


def test_tiers_name_53_countries() -> None:
    tiers = rows_of("diffusion_tiers")
    assert len(tiers) == 53
    assert {row["cap_h100e_2025_27"] for row in tiers if row["tier"] == "2"} == {"49901"}
