"""Files of the pages: each browser gets the tightest form it takes, all of them say the same, and nothing else is served."""

import gzip

import brotli
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from stackcraft.viz import files, look

NAMES = ["paint.js", "echarts-6.1.0.min.js", "inter-latin-wght-normal.woff2", "world.geojson"]
PLAIN = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=[files.Shelf(look.ASSETS, files.A_DAY).at("/files")]))


def fetched(client, name, takes, **headers):
    """Return an answer and its bytes as sent: the client would unpack them."""
    with client.stream("GET", f"/files/{name}", headers={"accept-encoding": takes, **headers}) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("takes", ["", "gzip", "br", "gzip, br"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_sent_holds_what_lies_there_whatever_the_browser_takes(client, name, takes):
    answer, sent = fetched(client, name, takes)
    assert PLAIN[answer.headers.get("content-encoding", "")](sent) == (look.ASSETS / name).read_bytes()
    assert answer.headers["cache-control"] == files.A_DAY


def test_scripts_are_sent_packed_and_fonts_as_they_are(client):
    assert fetched(client, "paint.js", "gzip, br")[0].headers["content-encoding"] == "br"
    assert fetched(client, "paint.js", "gzip")[0].headers["content-encoding"] == "gzip"
    assert "content-encoding" not in fetched(client, NAMES[2], "gzip, br")[0].headers


def test_a_browser_is_sent_no_form_that_it_does_not_take(tmp_path):
    (tmp_path / "own.css").write_text("a{color:red}")
    own = TestClient(Starlette(routes=[files.Shelf(tmp_path, files.AN_HOUR).at("/files")]))
    answer, sent = fetched(own, "own.css", "br")  # not packed beforehand
    assert ("content-encoding" in answer.headers, sent) == (False, b"a{color:red}")


def test_a_browser_that_has_the_file_is_sent_nothing(client):
    answer, _ = fetched(client, "paint.js", "gzip")
    again, sent = fetched(client, "paint.js", "gzip", **{"if-none-match": answer.headers["etag"]})
    assert (again.status_code, sent) == (304, b"")
    other, _ = fetched(client, "paint.js", "br", **{"if-none-match": answer.headers["etag"]})
    assert other.status_code == 200  # kept apart by form


@pytest.mark.parametrize("name", ["no-such.js", "", "../look.py", "..%2flook.py", "/etc/passwd", "cdn/../../look.py"])
def test_nothing_outside_the_folder_is_served(client, name):
    assert fetched(client, name, "")[0].status_code == 404
