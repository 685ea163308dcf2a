"""Every page speaks through the catalogue alone: in the pseudo-language each of its words is marked, but for the data's."""

import pytest

from stackcraft.viz.dashboard.pages import PAGES
from support.served import answers, free_port, started
from support.small_sweep import small_sweep
from support.spoken import unmarked, words_on
from support.tree import ROOT

pytestmark = pytest.mark.browser

UP_WITHIN_SECONDS = 120
BAN = "2022-10-07-us-export-control"
ACT = ".act .when, .act .text, .act .sets, .act .source, .act [aria-label]"

VISITS = {
    "": ("?lock_in=0.3", [".why b", ".effect"], ""),
    "history": (f"?drop={BAN}", ["[data-why=parts]"], f"{ACT}, .parts tbody th"),
    "compare": (
        "?second=tight&pairs=10",
        ["[data-chart=effects][data-drawn]"],
        "[data-choice=first], [data-choice=second], .card:has([data-chart^=side]) h2, .chart[data-chart^=side], "
        ".card:has(.plain) .head span",
    ),
    "explain": (
        "",
        ["[data-explained=sentence]", "[data-explained=law] td"],
        "[data-choice=seat], [data-choice=country], .decisions li span:last-child, .sentence, "
        "[data-explained=law] th[scope=row], [data-explained=law] td",
    ),
    "sweeps": (
        "?folder=small",
        ["[data-chart=tornado][data-drawn]"],
        "[data-choice=folder], [data-choice=outcome], .found-in h2",
    ),
    "theses": (
        "",
        ["[data-verdict]"],
        ".theses li span:last-child, .theses .when, .sentence, .verdict, .claim h2, .cannot-say p, code",
    ),
    "hindcast": ("", ["[data-facts=all]"], ".thirds h2, .thirds .chart, .thirds .below, [data-facts=all] tbody"),
    "share": ("?lock_in=0.3", ["[data-card=tables] table"], ".change b, [data-card=tables] tbody"),
}
"""By page: what is asked of it, what is waited for, and what on it comes from the data."""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return the address of a dashboard over the model that speaks the pseudo-language, with a sweep and own tables."""
    folder = tmp_path_factory.mktemp("spoken")
    small_sweep(folder)
    (folder / "mine").mkdir()
    (folder / "mine" / "countries.csv").write_text((ROOT / "configs/tables/countries.csv").read_text())
    port = free_port()
    given = [str(port), str(folder / "results"), str(folder / "mine")]
    process = started(["-m", "support.pages_dashboard", *given], within=folder, STACKCRAFT_LANGUAGE="pseudo")
    address = f"http://127.0.0.1:{port}"
    answers(process, address, UP_WITHIN_SECONDS)
    yield address
    process.terminate()
    process.wait(10)


@pytest.mark.parametrize("path", [page.path for page in PAGES], ids=[page.path or "overview" for page in PAGES])
def test_every_text_of_a_page_is_in_the_catalogue(browser, address, path):
    query, waited, plain = VISITS[path]
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(90_000)
    page.add_init_script("localStorage.setItem('stackcraft:toured', '1')")
    page.goto(f"{address}/{path}{query}")
    for one in waited:
        page.wait_for_selector(one)
    spoken = words_on(page, plain)
    context.close()
    assert len(spoken) > 30
    assert unmarked(spoken) == []
