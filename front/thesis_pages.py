"""`docs/theses.md` and `docs/published.md`, made from judgements."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from stackcraft.experiments.theses import Judged, Judgement, judge
from stackcraft.experiments.thesis import Library, published_dir, theses_dir
from stackcraft.experiments.thesis_library import load_library
from stackcraft.experiments.verdict import verdict
from stackcraft.viz import thesis_record
from stackcraft.viz.pictures import worlds
from stackcraft.viz.thesis_pictures import picture, strips
from stackcraft.viz.thesis_words import (
    bar_text,
    effect_text,
    hangs_text,
    range_text,
    share_text,
    size_text,
    where_text,
)

from .drawing import draw

Tell = Callable[[int, int], None]

AGREES = {
    "supported": "agrees",
    "contradicted": "does not agree",
    "depends": "agrees in some worlds and not in others",
    "uncertain": "can't tell",
}
"""What a verdict on a published figure says of the model."""

PARTS = {"supported": "yes", "contradicted": "no", "depends": "in some worlds", "uncertain": "can't tell"}
"""The same of one part."""


def make_theses(docs: Path, kept: Path, tell: Tell, head: str) -> str:
    """Judge the theses, draw their pictures, keep what the dashboard shows of them, and return their page.

    Args:
        docs: Folder of the documents.
        kept: Folder that keeps the runs.
        tell: Called with runs done and runs in all.
        head: Comment at the head of the page.
    """
    judged = judge(load_library(theses_dir()), out=kept, watch=tell)
    thesis_record.SHIPPED.write_text(thesis_record.as_json(judged, head), encoding="utf-8")
    _draw(judged, docs / "theses")
    return "\n".join(_theses(judged, head)) + "\n"


def make_published(docs: Path, kept: Path, tell: Tell, head: str) -> str:
    """Judge published figures, draw their pictures, and return their page; arguments as of `make_theses`."""
    judged = judge(_published(), out=kept, watch=tell)
    _draw(judged, docs / "published")
    return "\n".join(_figures(judged, head)) + "\n"


def _published() -> Library:
    library = load_library(published_dir(), theses_dir())
    return replace(library, theses={name: t for name, t in library.theses.items() if t.published})


def _draw(judged: Judged, folder: Path) -> None:
    draw({j.thesis_id: (picture(j), worlds.height(strips(j))) for j in judged.judgements}, folder)


def _how(judged: Judged) -> Iterable[str]:
    yield (
        f"{len(judged.worlds)} worlds, each a set of parameters with a seed, the same for all comparisons; both arms of "
        f"a comparison share them. {judged.worlds.source()} {judged.runs:,} runs. How worlds become a verdict is written "
        "down in [decision 10](decisions/0010-verdicts.md), before the first run: a claim *holds* in a world where the "
        "effect reaches a threshold, *fails* where it stays within a margin or goes the other way, and is *too weak to "
        "tell* between the two; it is supported if it surely holds in four worlds of five, contradicted if it surely "
        "fails in four of five, and depends if it surely does either in one of ten. Shares are shares of the worlds "
        "drawn, not probabilities of the real one."
    )
    yield ""
    yield (
        "In the pictures a dot is a world: green where that part of the claim holds, red where it fails, grey where it is "
        "too weak to tell. Dashed lines are the bounds, the solid one is zero. Where worlds lie beyond the axis they stand "
        "at its edge."
    )


def _theses(judged: Judged, head: str) -> Iterable[str]:
    library = load_library(theses_dir())
    yield from ("# Contested theses", "", head, "")
    yield "What the field disagrees about, put to the model. Read [limits.md](limits.md) before quoting any of it."
    yield ""
    yield from _how(judged)
    yield from (
        "",
        "| | claim | verdict | holds | fails | leading effect, nine worlds of ten |",
        "|---|---|---|---|---|---|",
    )
    for j in judged.judgements:
        lead = j.leading
        sign = lead.part.measure != "level"
        ends = range_text(lead.spread.low, lead.spread.high, lead.part.unit, sign)
        yield (
            f"| [{j.thesis_id}](#{j.thesis_id.lower()}) | {j.thesis.claim} | **{j.verdict}** | {j.count.holds:.0%} | "
            f"{j.count.fails:.0%} | {size_text(lead.spread.median, lead.part.unit, sign)} ({ends}) |"
        )
    yield from (
        "",
        "`stackcraft theses H1 --replicates 400` judges one over more worlds; `--from DIR` takes theses of your own.",
    )
    for j in judged.judgements:
        yield from (
            "",
            f"## {j.thesis_id}",
            "",
            f"**{j.thesis.title}.** {j.thesis.claim} Held by {j.thesis.held_by}.",
            "",
        )
        yield f"**{j.verdict.capitalize()}**: it {share_text(j)}."
        yield ""
        yield from _parts(j, library)
        yield from ("", f"![Effects of {j.thesis_id} over worlds](theses/{j.thesis_id}.svg)", "")
        yield from _places(j)
        yield f"*What the model can't say.* {' '.join(j.thesis.cannot_say.split())}"


def _figures(judged: Judged, head: str) -> Iterable[str]:
    library = _published()
    yield from ("# Published figures", "", head, "")
    yield (
        "What others have published on the same questions, and what the model answers. A figure that the model was set to "
        "is no test, and that is said. Publications are listed in the [bibliography](bibliography.md), with how far each "
        "was read; figures and comparisons are data, in `configs/published/`."
    )
    yield ""
    yield from _how(judged)
    yield from ("", "| | published | the model |", "|---|---|---|")
    for j in judged.judgements:
        title = j.thesis.title
        anchor = "".join(c for c in title.lower().replace(" ", "-") if c.isalnum() or c == "-")
        parts = "; ".join(f"{p.part.says}: {PARTS[verdict(p.count)]}" for p in j.parts)
        yield f"| [{title}](#{anchor}) | {j.thesis.published} | **{AGREES[j.verdict]}**. Part by part, {parts} |"
    for j in judged.judgements:
        yield from ("", f"## {j.thesis.title}", "")
        yield f"Published: {j.thesis.published} ({j.thesis.source}; `{j.thesis.reference}`)."
        yield ""
        yield f"The model **{AGREES[j.verdict]}**. All parts of it together: {share_text(j)}."
        yield ""
        yield from _parts(j, library)
        yield from ("", f"![{j.thesis.title}, over worlds](published/{j.thesis_id}.svg)", "")
        yield from _places(j)
        yield f"*Mind.* {' '.join(j.thesis.cannot_say.split())}"


def _parts(j: Judgement, library: Library) -> Iterable[str]:
    """Yield what each part compares, what it found, and what would count."""
    for found in j.parts:
        part = found.part
        first, second = library.arms[part.first].says, library.arms[part.second].says
        if part.measure == "level":
            arms = f"Where {second}."
        else:
            arms = f"Where {second}; against: {first}."
        word = verdict(found.count)
        yield (
            f"- **{_upper(part.says)}** ({word}): {effect_text(found)}. {arms} Read from `{part.outcome}`; {bar_text(found)}."
        )
    if j.thesis.vary:
        told = "; ".join(f"`{name}` {', '.join(f'{v:g}' for v in values)}" for name, values in j.thesis.vary.items())
        yield f"- In turn, in both arms alike: {told}."
    if j.left_out:
        yield f"- {j.left_out} worlds are left out: a run failed, or a ratio had no base."


def _places(j: Judgement) -> Iterable[str]:
    where, hangs = where_text(j), hangs_text(j)
    if where or hangs:
        yield " ".join(text for text in (where, hangs) if text)
        yield ""


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
