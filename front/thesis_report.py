"""Theses judged, as a page and tables."""

from pathlib import Path

from stackcraft.experiments.tables import write_csv
from stackcraft.experiments.theses import Judged, Judgement
from stackcraft.viz.findings import Figure, write_findings
from stackcraft.viz.pictures import worlds
from stackcraft.viz.thesis_pictures import picture, strips
from stackcraft.viz.thesis_words import bar_text, bare, hangs_text, share_text, where_text


def write_report(judged: Judged, out: Path) -> None:
    """Write a page and tables of theses into a folder.

    Raises:
        OSError: They can't be written.
    """
    figures = [
        Figure(
            f"{j.thesis_id}: {j.verdict}",
            " ".join(
                part for part in (
                    f"{j.thesis.claim} It {share_text(j)}.",
                    " ".join(f"{p.part.says[:1].upper()}{p.part.says[1:]}: {bar_text(p)}." for p in j.parts),
                    bare(where_text(j)), bare(hangs_text(j)),
                ) if part
            ),
            picture(j),
            height=worlds.height(strips(j)),
        )
        for j in judged.judgements
    ]  # fmt: skip
    notes = [
        f"{len(judged.worlds)} worlds. {judged.worlds.source()} A dot is a world; both arms of a comparison share its "
        "parameters and its seed.",
    ]
    write_findings(out / "theses.html", "Contested theses", f"{judged.runs:,} runs.", figures, notes)
    write_csv(out / "theses.csv", [_row(j) for j in judged.judgements])
    write_csv(
        out / "effects.csv",
        [
            {"thesis": j.thesis_id, "part": n, "world": w, "effect": float(effect)}
            for j in judged.judgements
            for n, p in enumerate(j.parts)
            for w, effect in enumerate(p.effects)
        ],
    )


def _row(j: Judgement) -> dict[str, object]:
    lead = j.leading.spread
    return {
        "thesis": j.thesis_id, "verdict": j.verdict, "effect": lead.median, "low": lead.low, "high": lead.high,
        "replicates": j.count.worlds, "holds": j.count.holds, "fails": j.count.fails, "where": bare(where_text(j)),
    }  # fmt: skip
