"""The small integers that rules share: stacks, classes, regimes, states of law, kinds of order, instruments.

Tables and orders use the words; arrays use these codes. A test holds the words here against the tables.
"""

US, CN = 0, 1
"""Stacks: who made the chip, the platform or the model."""
STACKS = ("us", "cn")

REGIONS = ("world", "us", "cn", "allies", "gulf", "asean", "india", "europe", "rest")
"""Reporting regions; every country belongs to one of the last eight."""

FRONTIER, CUT_DOWN, LIGHT, CHINESE = 0, 1, 2, 3
"""License classes of a product under the law of the day."""
CLASSES = ("frontier", "cut_down", "light", "chinese")

FLAGSHIP, VARIANT, LIGHT_CARD, RACK = 0, 1, 2, 3
"""How a product came to be: designed at the frontier, cut from a parent, a light card, a rack of cards."""
DESIGNS = ("flagship", "variant", "light", "rack")

FREE, CASE_BY_CASE, PRESUMPTION_OF_DENIAL, BAN = 0, 1, 2, 3
"""License regimes."""
REGIMES = ("free", "case_by_case", "presumption_of_denial", "ban")

DRAFTED, ANNOUNCED, IN_FORCE, SUSPENDED, UNENFORCED, LAPSED, RESCINDED = 0, 1, 2, 3, 4, 5, 6
"""States of an act of law."""
LAW_STATES = ("drafted", "announced", "in_force", "suspended", "unenforced", "lapsed", "rescinded")

GOVERNMENT, LEGISLATURE, CHIPMAKER, FOUNDRY, LAB = 0, 1, 2, 3, 4
"""Kinds of seat."""
SEAT_KINDS = ("government", "legislature", "chipmaker", "foundry", "lab")

ORDER_KINDS = (
    "set_rule", "list_entity", "threaten", "offer", "answer", "stand_down", "join",
    "lobby", "price", "allocate", "book", "launch", "train", "buy", "port", "release", "assure", "message", "pass",
)  # fmt: skip
(
    SET_RULE, LIST_ENTITY, THREATEN, OFFER, ANSWER, STAND_DOWN, JOIN,
    LOBBY, PRICE, ALLOCATE, BOOK, LAUNCH, TRAIN, BUY, PORT, RELEASE, ASSURE, MESSAGE, PASS,
) = range(19)  # fmt: skip

INSTRUMENTS = (
    "tier", "quota_h100e", "performance_threshold", "density_threshold", "interconnect_threshold",
    "threshold_relative", "license_regime", "license_volume_cap", "license_customer_cap", "license_inventory_only",
    "license_revenue_share", "entity_list", "affiliates_rule", "use_ban", "end_use_rule", "remote_access_rule",
    "weights_rule", "foundry_rule", "hbm_control", "tool_control", "eda_control", "enforcement", "compliance",
    "export_promotion", "tariff", "subsidy_chips", "mineral_license_gallium_germanium", "mineral_license_graphite",
    "mineral_license_antimony", "mineral_license_rare_earths", "mineral_license_tungsten", "buy_domestic",
    "regulatory_pressure", "self_reliance_push", "stack_export", "assurance", "compute_deal",
)  # fmt: skip
(
    TIER, QUOTA, PERFORMANCE_THRESHOLD, DENSITY_THRESHOLD, INTERCONNECT_THRESHOLD,
    THRESHOLD_RELATIVE, LICENSE_REGIME, VOLUME_CAP, CUSTOMER_CAP, INVENTORY_ONLY,
    REVENUE_SHARE, ENTITY_LIST, AFFILIATES_RULE, USE_BAN, END_USE_RULE, REMOTE_ACCESS_RULE,
    WEIGHTS_RULE, FOUNDRY_RULE, HBM_CONTROL, TOOL_CONTROL, EDA_CONTROL, ENFORCEMENT, COMPLIANCE,
    EXPORT_PROMOTION, TARIFF, SUBSIDY_CHIPS, MINERAL_LICENSE, MINERAL_GRAPHITE,
    MINERAL_ANTIMONY, MINERAL_RARE_EARTHS, MINERAL_TUNGSTEN, BUY_DOMESTIC,
    REGULATORY_PRESSURE, SELF_RELIANCE_PUSH, STACK_EXPORT, ASSURANCE, COMPUTE_DEAL,
) = range(37)  # fmt: skip
"""Rows of `configs/instruments.csv`. MINERAL_LICENSE is the first of five, in the order of the minerals table."""

CHANNELS = ("licensed", "smuggled", "domestic", "own", "offshore")
"""Channels of a lab's compute, in the order of `State.channel` and of a `buy` order's target."""

WORLD, COUNTRY, ENTITY = 0, 1, 2
"""What an instrument is aimed at: everyone, a country, a firm or lab (by its seat)."""
TARGET_KINDS = ("world", "country", "entity")

(
    ACCEPTED, NOT_YOURS, UNKNOWN_INSTRUMENT, UNKNOWN_TARGET, OUT_OF_RANGE, TOO_SOON, LAPSES_BEFORE,
    NO_AUTHORITY, NO_CAPITAL, BELOW_STATUTE, NOTHING_TO_ANSWER, NOT_AVAILABLE, NO_CAPACITY, ALREADY_SO, TOO_MANY,
) = range(15)  # fmt: skip
REJECTIONS = (
    "accepted", "not_yours", "unknown_instrument", "unknown_target", "out_of_range", "too_soon", "lapses_before",
    "no_authority", "no_capital", "below_statute", "nothing_to_answer", "not_available", "no_capacity", "already_so",
    "too_many",
)  # fmt: skip
"""Why an order was refused; sentences in `legality.py`."""
