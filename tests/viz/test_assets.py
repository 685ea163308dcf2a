"""What browsers load is packed beforehand, and the packed files say the same as those they were made from."""

import brotli
import pytest

from stackcraft.viz import look


def packed():
    return sorted(look.ASSETS.rglob("*.br"))


def test_the_large_files_are_packed():
    names = {path.name for path in packed()}
    assert {"echarts-6.1.0.min.js.br", "solara-vuetify-app8.min.js.br", "main8.css.br", "world.geojson.br"} <= names


@pytest.mark.parametrize("path", packed(), ids=lambda path: path.name)
def test_a_packed_file_holds_what_its_source_holds(path):
    assert brotli.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
