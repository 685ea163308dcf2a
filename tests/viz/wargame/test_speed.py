"""How fast hundreds of pages are told of a move, alone and with previews running beside (`python -m support.load`)."""

import json

import pytest

from support import load

pytestmark = pytest.mark.soak

LIMITS_MS = {100: 100, 200: 200, 500: 500}
BESIDE_PREVIEWS_MS = 100


@pytest.mark.parametrize("clients", LIMITS_MS)
def test_the_last_page_is_told_soon_after_the_facilitator_s_release_is_acknowledged(clients):
    found = load.run(clients)
    print(json.dumps(found))
    assert found["acknowledged_to_last_ms"]["p95"] < LIMITS_MS[clients], found


def test_previews_delay_pages_by_less_than_a_tenth_of_a_second():
    alone, beside = load.run(100), load.run(100, preview=True)
    print(json.dumps([alone, beside]))
    more = beside["acknowledged_to_last_ms"]["p95"] - alone["acknowledged_to_last_ms"]["p95"]
    assert more < BESIDE_PREVIEWS_MS, (alone, beside)
