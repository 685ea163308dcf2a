"""The kinds of order, each declared once: who may give it, what it takes, what it does, where it comes from.

The declaration makes the validator, the form in the browser, the row in the docs, the line in the log and the
action space of learners.
"""

from dataclasses import dataclass

from .codes import CHIPMAKER, FOUNDRY, GOVERNMENT, LAB, LEGISLATURE, ORDER_KINDS

ALL = (GOVERNMENT, LEGISLATURE, CHIPMAKER, FOUNDRY, LAB)
STATES = (GOVERNMENT,)
FIRMS = (CHIPMAKER, FOUNDRY, LAB)


@dataclass(frozen=True)
class Declaration:
    """One kind of order.

    Attributes:
        kind: Name, one of codes.ORDER_KINDS.
        givers: Kinds of seat that may give it.
        target: What `target` names: "" (nothing), "instrument" (as the instrument says), "seat", "product", "channel".
        unit: Unit of `value`, empty if it takes none.
        low: Least value.
        high: Greatest value.
        default: Value of a seat that never gave it.
        cost: What it costs, in words.
        does: One sentence for forms and docs.
        line: Sentence for the log, with {seat}, {instrument}, {target}, {product}, {value}.
        source: Where it comes from.
    """

    kind: str
    givers: tuple[int, ...]
    target: str
    unit: str
    low: float
    high: float
    default: float
    cost: str
    does: str
    line: str
    source: str


_LAW = "authority and political capital of the instrument"

DECLARATIONS: tuple[Declaration, ...] = (
    Declaration("set_rule", (*STATES, LEGISLATURE), "instrument", "of the instrument", -1e12, 1e12, 0.0, _LAW,
                "Set an instrument of law: drafted, announced, in force from a date, with or without a sunset.",
                "{seat} sets {instrument} for {target} to {value}", "A1-A16, B1-B6"),
    Declaration("list_entity", STATES, "seat", "1 listed, 0 removed", 0.0, 1.0, 0.0, _LAW,
                "Put a firm or lab on the entity list, or take it off.",
                "{seat} lists {target} ({value})", "A7"),
    Declaration("threaten", STATES, "instrument", "of the instrument", -1e12, 1e12, 0.0, "credibility if not done",
                "Announce what will follow by a date; belief in the speaker falls when nothing does.",
                "{seat} threatens {instrument} on {target} at {value}", "F12"),
    Declaration("offer", ALL, "instrument", "of the instrument", -1e12, 1e12, 0.0, "audience cost if accepted",
                "Offer a package: what each side would do, struck only whole.",
                "{seat} offers a package: {instrument} for {target} at {value}", "F4, A13"),
    Declaration("answer", ALL, "", "1 accept, 0 refuse", 0.0, 1.0, 0.0, "none",
                "Accept or refuse a package offered to you.", "{seat} answers package {target}: {value}", "F4"),
    Declaration("stand_down", STATES, "", "months", 0.0, 24.0, 0.0, "controls decay meanwhile",
                "Hold back new measures while talks go on; 0 ends it.", "{seat} stands down for {value} months", "F8"),
    Declaration("join", STATES, "instrument", "of the instrument", 0.0, 4.0, 0.0, _LAW,
                "Take over an ally's control as one's own.", "{seat} joins {instrument} at {value}", "A11, F11"),
    Declaration("lobby", FIRMS, "seat", "USD mn a month", 0.0, 20.0, 0.0, "money",
                "Spend on a government's decision; works by stake and access.",
                "{seat} lobbies {target} with {value} mn a month", "C5"),
    Declaration("price", (CHIPMAKER,), "", "factor on the list price", 0.5, 2.0, 1.0, "margin",
                "Set prices against the list.", "{seat} prices at {value} of list", "E1"),
    Declaration("allocate", (CHIPMAKER,), "", "priority of China against the rest", 0.0, 2.0, 1.0, "sales elsewhere",
                "Say how Chinese orders rank when supply is short.", "{seat} ranks China at {value}", "C3"),
    Declaration("book", (CHIPMAKER, FOUNDRY), "", "factor on planned wafers", 0.0, 2.0, 1.0, "write-offs if demand fails",
                "Book foundry capacity above or below the plan; cancelled slots go to others.",
                "{seat} books {value} of its planned wafers", "C1"),
    Declaration("launch", (CHIPMAKER,), "product", "months of design brought forward", 0.0, 12.0, 0.0, "money",
                "Start the design of a compliant variant, or hurry it.", "{seat} hurries {target} by {value} months", "A4"),
    Declaration("train", (LAB,), "", "share of compute for training", 0.0, 1.0, 0.5, "less compute to serve users",
                "Split compute between training and serving.", "{seat} trains with {value} of its compute", "D2"),
    Declaration("buy", (LAB,), "channel", "wish for the channel", 0.0, 4.0, 1.0, "price, risk",
                "Favour a channel of compute: licensed, smuggled, domestic, own chips, offshore rental.",
                "{seat} weighs {target} compute at {value}", "D1"),
    Declaration("port", (LAB, CHIPMAKER), "", "share of engineers", 0.0, 1.0, 0.1, "slower models for a while",
                "Move software onto the Chinese platform.", "{seat} ports with {value} of its engineers", "D4"),
    Declaration("release", (LAB,), "", "share of capability released openly", 0.0, 1.0, 0.5, "forgone revenue",
                "Release open weights.", "{seat} releases weights at {value}", "B7"),
    Declaration("assure", STATES, "", "strength of assurances", 0.0, 1.0, 0.0, "sovereignty, money",
                "Give assurances against diversion: audits, location checks, no re-export.",
                "{seat} gives assurances of {value}", "A13"),
    Declaration("message", ALL, "seat", "", 0.0, 0.0, 0.0, "none",
                "Say something, publicly or to one seat; recorded, without effect.", "{seat} to {target}: a message", "F"),
    Declaration("pass", ALL, "", "", 0.0, 0.0, 0.0, "none", "Do nothing this time.", "{seat} passes", "F"),
)  # fmt: skip
"""All kinds, in the order of codes.ORDER_KINDS."""

BY_KIND = {d.kind: d for d in DECLARATIONS}
assert tuple(BY_KIND) == ORDER_KINDS, "declarations follow the codes"
