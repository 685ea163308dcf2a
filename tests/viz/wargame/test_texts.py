"""The catalogue of words: all that pages ask for is there, nothing is left over, and no page has words of its own."""

import re
from pathlib import Path

from stackcraft.viz import wargame
from stackcraft.viz.wargame.texts import Texts, languages

FOLDER = Path(wargame.__file__).parent
CALL = re.compile(r"""\b(?:t|texts)\(\s*["'`]([a-z_]+(?:\.[a-z_]+)*)["'`]""")
PREFIX = re.compile(r"""\bt\(\s*(?:`([a-z_.]+)\$\{|"([a-z_.]+)" ~)""")


def sources():
    files = [*FOLDER.glob("*.py"), *FOLDER.glob("assets/*.js"), *FOLDER.glob("templates/*.html")]
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def test_every_text_that_is_asked_for_is_in_the_catalogue_and_every_text_is_asked_for():
    known = set(Texts().by_id)
    asked, begun = set(), set()
    for text in sources().values():
        asked |= set(CALL.findall(text))
        begun |= {a or b for a, b in PREFIX.findall(text)}
    assert asked - known == set()
    left = {i for i in known if i.removesuffix(".one") not in asked and not i.startswith(tuple(begun))}
    assert left == set()


def test_every_language_has_the_same_ids_and_placeholders():
    english = Texts().by_id
    for lang in languages():
        for text_id, text in Texts(lang).by_id.items():
            assert sorted(set(re.findall(r"\{\w+\}", text))) == sorted(set(re.findall(r"\{\w+\}", english[text_id])))


def test_one_and_many_differ():
    assert Texts()("orders.submit", n=1) == "Submit one order"
    assert Texts()("orders.submit", n=2) == "Submit 2 orders"


def test_the_catalogue_can_stand_within_a_script_element():
    assert "<" not in Texts().script()
