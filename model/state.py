"""The state of the world as data: one record array per kind of thing, matrices between kinds, and the parameters.

Every field is declared once, with its unit. Rules read `s.countries.align_us[c]`; a Mesa agent's attribute is a row
of the same array. Record arrays rather than one array per field keep a rule's compiled signature small.
"""

from typing import Any, NamedTuple

import numpy as np

Fields = tuple[tuple[str, str, str], ...]
"""Name, NumPy type and meaning with unit of each field of a kind."""

COUNTRIES: Fields = (
    ("key", "u8", "owner key of the noise tape"),
    ("region", "i8", "index into codes.REGIONS"),
    ("seat", "i8", "its government's seat, -1 if none"),
    ("demand_share", "f8", "share of accelerator demand outside China [share]"),
    ("growth", "f8", "growth of demand relative to the world's [1/year]"),
    ("power_price", "f8", "price of power [USD/MWh]"),
    ("power_growth", "f8", "growth of power for AI [1/year]"),
    ("transit", "f8", "role as re-exporter to China [0, 1]"),
    ("mineral_dependence", "f8", "dependence on Chinese minerals [0, 1]"),
    ("gdp", "f8", "gross domestic product [USD bn]"),
    ("tier_2025", "f8", "tier in the framework of January 2025 (0 home, 1, 2, 3)"),
    ("power_mw", "f8", "power available for AI [MW]"),
    ("power_used", "f8", "power drawn by the installed base [MW]"),
    ("align_us", "f8", "alignment with the United States [0, 1]"),
    ("align_cn", "f8", "alignment with China [0, 1]"),
    ("reliability_us", "f8", "trust in US supply [0, 1]"),
    ("reliability_cn", "f8", "trust in Chinese supply [0, 1]"),
    ("enforcement", "f8", "quality of enforcement [0, 1]"),
    ("budget", "f8", "accelerator budget this month [USD bn]"),
    ("demand_h100e", "f8", "training compute asked for this month [thousand H100e]"),
    ("unmet", "f8", "training compute asked for and not delivered this month [thousand H100e]"),
    ("quota_used", "f8", "training compute shipped under the quota in the calendar year [thousand H100e]"),
    ("train_us", "f8", "installed training compute on US chips [thousand H100e]"),
    ("train_cn", "f8", "installed training compute on Chinese chips [thousand H100e]"),
    ("inf_us", "f8", "installed inference compute on US chips [thousand H100e]"),
    ("inf_cn", "f8", "installed inference compute on Chinese chips [thousand H100e]"),
    ("captive_train", "f8", "part of train_us that is cloud owners' in-house chips [thousand H100e]"),
    ("offshore", "f8", "its compute rented to Chinese labs [thousand H100e]"),
    ("model_us", "f8", "share of model use on US models [share]"),
    ("model_cn", "f8", "share of model use on Chinese models [share]"),
    ("model_open", "f8", "share of model use on open weights, either stack [share]"),
    ("pain", "f8", "pain from mineral shortage [share of users stopped]"),
    ("tariff_cost", "f8", "welfare cost of tariffs this month [USD bn]"),
    ("deal_h100e", "f8", "volume promised by a deal for compute [thousand H100e a year]"),
    ("rest_us", "f8", "alignment with the United States that it returns to [0, 1]; 0 until first felt"),
    ("rest_cn", "f8", "alignment with China that it returns to [0, 1]; 0 until first felt"),
    ("coercion_us", "f8", "coercion by the United States in force [severity units]"),
    ("coercion_cn", "f8", "coercion by China in force [severity units]"),
    ("pressed", "f8", "pressure from the United States to join its controls [0, 1]"),
    ("model_us_open", "f8", "share of model use on open US models [share]"),
    ("fill_us", "f8", "money for US chips served of late, of what was asked [share]"),
    ("fill_cn", "f8", "money for Chinese chips served of late, of what was asked [share]"),
    ("power_room", "f8", "part of this month's budget that its power lets be spent [share]"),
    ("switching", "f8", "mean penalty on a buyer's other stack, lock-in and software [log odds]"),
    ("member", "i8", "1 while its government holds tool controls near the US rung"),
    ("cloud_us", "f8", "compute on US chips that tenants get from clouds [thousand H100e]"),
    ("cloud_cn", "f8", "compute on Chinese chips that tenants get from clouds [thousand H100e]"),
    ("rented_us", "f8", "part of cloud_us rented from clouds in the United States [thousand H100e]"),
    ("rented_cn", "f8", "part of cloud_cn rented from clouds in China [thousand H100e]"),
)

BUYERS: Fields = (
    ("key", "u8", "owner key of the noise tape"),
    ("country", "i8", "where it stands"),
    ("segment", "i8", "row of the segments table"),
    ("weight", "f8", "share of its country's demand [share]"),
    ("state_owned", "f8", "how far the state decides [0, 1]"),
    ("price_w", "f8", "multiplier on the price term"),
    ("software_w", "f8", "multiplier on the software term"),
    ("taste", "f8", "lasting taste for the Chinese stack over the US one [standard logistic]"),
    ("budget", "f8", "budget this month, backlog included [USD bn]"),
    ("backlog", "f8", "money asked for and not served, carried over [USD bn]"),
    ("wish_us", "f8", "share of this month's budget it would spend on US chips [share]"),
    ("wish_cn", "f8", "share it would spend on Chinese chips [share]"),
    ("train_us", "f8", "installed training compute on US chips [thousand H100e]"),
    ("train_cn", "f8", "installed training compute on Chinese chips [thousand H100e]"),
)

MAKERS: Fields = (
    ("key", "u8", "owner key of the noise tape"),
    ("seat", "i8", "its seat"),
    ("country", "i8", "home"),
    ("stack", "i8", "US or CN"),
    ("platform", "i8", "its software platform"),
    ("in_house", "i8", "1 if it sells to its own clouds only"),
    ("revenue", "f8", "data-centre revenue this month [USD bn]"),
    ("revenue_china", "f8", "part of it from China [USD bn]"),
    ("units_china", "f8", "cards delivered to China this month [thousand]"),
    ("revenue_year", "f8", "smoothed annual revenue [USD bn]"),
    ("rnd", "f8", "research and development this month [USD bn]"),
    ("progress", "f8", "roadmap position against plan [months ahead (+) or behind (-)]"),
    ("writeoff", "f8", "stock written off this month [USD bn]"),
    ("writeoff_total", "f8", "written off so far [USD bn]"),
    ("lobbying", "f8", "lobbying effort felt by its government [0, about 1.5]"),
    ("value", "f8", "value of the firm, January 2022 = 1"),
    ("expected", "f8", "revenue the market expects [USD bn a month]"),
    ("money", "f8", "cash from sales less costs so far [USD bn]"),
    ("rnd_start", "f8", "research and development in 2022 [USD bn a year]"),
    ("lines", "f8", "part of its orders that short lines at home take on, relative to the best served [share]"),
)

PRODUCTS: Fields = (
    ("key", "u8", "owner key of the noise tape"),
    ("maker", "i8", "who designs it"),
    ("platform", "i8", "software platform"),
    ("stack", "i8", "US or CN"),
    ("design", "i8", "flagship, variant, light card or rack"),
    ("parent", "i8", "product it is cut from, -1 if none"),
    ("foundry", "i8", "who makes it"),
    ("launch", "i8", "planned month of volume sales; -1 if the maker decides"),
    ("ready", "i8", "month of volume sales as things stand; a large number while undecided"),
    ("design_months", "f8", "time from a rule to a compliant variant [months]"),
    ("tpp", "f8", "total processing performance as the rule computes it"),
    ("density", "f8", "performance density [TPP/mm2]"),
    ("interconnect", "f8", "interconnect [GB/s]"),
    ("train", "f8", "training compute a card [H100e]"),
    ("inf", "f8", "inference compute a card [H100e]"),
    ("list_price", "f8", "list price a card [USD thousand]"),
    ("price", "f8", "price a card this month [USD thousand]"),
    ("unit_cost", "f8", "cost a card [USD thousand]"),
    ("power_kw", "f8", "power a card [kW]"),
    ("per_wafer", "f8", "good packages a wafer"),
    ("dies", "f8", "compute dies a card"),
    ("hbm", "f8", "memory stacks a card"),
    ("in_house", "i8", "1 if sold to its maker's own clouds only"),
    ("china_only", "i8", "1 if made for China alone"),
    ("license_class", "i8", "class under the law of the day"),
    ("on_sale", "i8", "1 if it can be ordered this month"),
    ("orders", "f8", "cards ordered this month, all countries [thousand]"),
    ("started", "f8", "cards started this month [thousand]"),
    ("stock", "f8", "finished and unsold [thousand cards]"),
    ("backlog", "f8", "ordered and not delivered [thousand cards]"),
    ("made", "f8", "finished so far [thousand cards]"),
    ("begun", "f8", "started so far [thousand cards]"),
    ("delivered", "f8", "delivered to buyers so far, smuggled included [thousand cards]"),
    ("seized", "f8", "seized at borders so far [thousand cards]"),
    ("scrapped", "f8", "scrapped unsold so far [thousand cards]"),
    ("retired", "f8", "retired from the installed base so far [thousand cards]"),
    ("opening", "f8", "installed at the opening [thousand cards]"),
    ("slot", "i8", "1 if a variant whose performance the rule of the day sets"),
    ("ends", "i8", "month in which its maker stops starting it; a large number while none is set"),
    ("ended", "i8", "1 once withdrawn from sale"),
    ("awaited", "i8", "1 in its first month on sale, until orders are known"),
    ("stopped", "i8", "1 while the law bars a product made for China"),
    ("restart", "i8", "month from which starts are open again after a stop"),
    ("fresh_out", "f8", "new orders from outside China, smoothed [thousand cards a month]"),
    ("fresh_cn", "f8", "new orders from China, smoothed [thousand cards a month]"),
    ("unserved_out", "f8", "older orders from outside China still wanted [thousand cards]"),
    ("unserved_cn", "f8", "older orders from China still wanted [thousand cards]"),
    ("written", "f8", "of cards in stock and in the making, those written off [thousand]"),
)

FOUNDRIES: Fields = (
    ("key", "u8", "owner key of the noise tape"),
    ("country", "i8", "home"),
    ("stack", "i8", "US-aligned or CN"),
    ("capacity", "f8", "packaging (CN: AI wafer) capacity [thousand wafers a month]"),
    ("wanted", "f8", "wafers asked for, backlog counted in part [thousand a month]"),
    ("used", "f8", "wafers started this month [thousand]"),
    ("yield_", "f8", "share of good dies [share]"),
    ("yield_ceiling", "f8", "yield it can reach [share]"),
    ("cumulative", "f8", "wafers made so far [thousand]"),
    ("tools", "f8", "access to foreign tools and design software [0, 1]"),
    ("dies_stock", "f8", "dies in stock for AI cards [thousand]"),
)

MEMORY: Fields = (
    ("country", "i8", "home"),
    ("stack", "i8", "US-aligned or CN"),
    ("supply", "f8", "stacks a month [thousand]"),
    ("growth", "f8", "growth of supply [1/year]"),
    ("start", "i8", "month in which it begins to ship"),
)

PLATFORMS: Fields = (
    ("stack", "i8", "US or CN"),
    ("maturity", "f8", "maturity of the software [0, 1]"),
    ("portability", "f8", "ease of moving work onto it [0, 1]"),
    ("installed", "f8", "installed compute that runs it [thousand H100e]"),
    ("share", "f8", "share of installed compute that runs it, world [share]"),
    ("open", "f8", "1 if its source is open"),
    ("research", "f8", "its makers' spending on software in the first month [USD bn]"),
    ("developers", "f8", "developers at home on it [million]"),
    ("following", "f8", "its share of developers at the opening [share]"),
)

LABS: Fields = (
    ("key", "u8", "owner key of the noise tape"),
    ("seat", "i8", "its seat"),
    ("country", "i8", "home"),
    ("stack", "i8", "US or CN"),
    ("open_weights", "f8", "propensity to release weights [0, 1]"),
    ("compute_share", "f8", "share of its home stack's training compute [share]"),
    ("train_licensed", "f8", "training compute: US chips bought under the law [thousand H100e]"),
    ("train_smuggled", "f8", "training compute: smuggled chips [thousand H100e]"),
    ("train_domestic", "f8", "training compute: Chinese chips [thousand H100e]"),
    ("train_asic", "f8", "training compute: own chips [thousand H100e]"),
    ("train_offshore", "f8", "training compute: rented abroad [thousand H100e]"),
    ("effective", "f8", "usable training compute, all channels [thousand H100e]"),
    ("efficiency", "f8", "algorithmic efficiency, January 2022 = 1"),
    ("porting", "f8", "share of its work that runs on Chinese platforms [share]"),
    ("capability", "f8", "log10 of effective training operations, frontier model"),
    ("released", "f8", "capability of its best open release"),
    ("users", "f8", "share of world model use [share]"),
)

SEATS: Fields = (
    ("key", "u8", "owner key of the noise tape"),
    ("kind", "i8", "codes.SEAT_KINDS"),
    ("country", "i8", "home country"),
    ("row", "i8", "row among makers, foundries or labs; -1 for governments"),
    ("doctrine", "i8", "row of the doctrine table that decides for it; -1 if nothing or somebody else does"),
    ("cadence", "i8", "months between its decisions"),
    ("authority", "f8", "rule-making capacity [rules]"),
    ("capital", "f8", "political capital [0, 100]"),
    ("money", "f8", "money it may spend on orders [USD bn]"),
    ("grievance", "f8", "grievance towards the rival [severity units]"),
    ("credibility", "f8", "belief others have in its word [0, 1]"),
    ("yields_a", "f8", "belief that the rival yields: successes"),
    ("yields_b", "f8", "belief that the rival yields: failures"),
    ("answers_a", "f8", "belief that the rival answers: successes"),
    ("answers_b", "f8", "belief that the rival answers: failures"),
    ("security", "f8", "weight of the security faction [share]"),
    ("trade", "f8", "weight of the trade faction [share]"),
    ("technology", "f8", "weight of the technology faction [share]"),
    ("severity", "f8", "severity of its own acts towards the rival this month"),
    ("relief", "f8", "size of its own concessions towards the rival this month [severity units]"),
    ("provoked", "f8", "severity of the rival's acts when last felt"),
    ("pressing", "i8", "months left in which a concession by the rival counts as yielding to its pressure"),
    ("heeded", "i8", "months left in which a threat not carried out counts as heeded: the rival conceded"),
    ("awaiting", "i8", "months left in which an act of the rival counts as an answer to its own"),
    ("lobbied", "f8", "lobbying effort that it feels, all firms [0, about 1.5]"),
    ("tool_share", "f8", "share of Chinese fabs' foreign tools that its firms make [share]"),
)

WORLD_STATE: Fields = (
    ("month", "i8", "month, January 2022 = 0"),
    ("start", "i8", "first month of the run"),
    ("replay", "i8", "1 if a run's recorded orders are given back and nobody decides"),
    ("scripted_until", "i8", "last month in which history's acts stand for the governments; -1 if none"),
    ("frontier_train", "f8", "training compute of the best card on sale anywhere [H100e]"),
    ("hbm_us", "f8", "memory stacks in stock for US-stack chips [thousand]"),
    ("hbm_cn", "f8", "memory stacks in stock for Chinese chips [thousand]"),
    ("denial", "f8", "how far the best legal chip in China falls behind the frontier [0, 1]"),
    ("effort", "f8", "effort of Chinese buyers to move to domestic chips [0, 1]"),
    ("hazard", "f8", "expected loss of access felt by Chinese buyers [0, about 1]"),
    ("hawk", "f8", "hawk pressure in Congress [0, 1]"),
    ("floor_class", "f8", "license regime that a statute prescribes for cut-down chips; 0 none"),
    ("salience", "f8", "salience of the technology race"),
    ("volatility", "f8", "policy volatility"),
    ("control_strength", "f8", "effectiveness of chip controls, erosion counted [0, 1]"),
    ("tool_strength", "f8", "effectiveness of tool controls, erosion counted [0, 1]"),
    ("truce_until", "i8", "month to which a stand-down lasts; -1 none"),
    ("capability_us", "f8", "capability of the US frontier"),
    ("capability_cn", "f8", "capability of the Chinese frontier"),
    ("gap_months", "f8", "months by which the Chinese frontier trails"),
    ("smuggled", "f8", "cards smuggled into China this month [thousand]"),
    ("smuggled_h100e", "f8", "the same as training compute [thousand H100e]"),
    ("offshore_h100e", "f8", "compute that Chinese labs rent abroad [thousand H100e]"),
    ("cohesion", "f8", "cohesion of the US alliance [0, 1]"),
    ("domestic_ramp", "f8", "capacity to build Chinese cards [thousand a month]"),
    ("us_order_china", "f8", "smoothed Chinese orders for US wafers [thousand wafers a month]"),
    ("deal_months", "i8", "months since the last package that the two sides struck; 0 none, counted to 24"),
    ("talks", "i8", "1 if a side asked for talks this month"),
    ("joined", "f8", "share of the allies' tool makers whose governments hold tool controls near the US rung [0, 1]"),
    ("burden", "f8", "tier above the first that law in force or announced puts on buyers, by demand [tiers]"),
    ("inference_share", "f8", "share of demand that is for inference [share]"),
    ("light_budget", "f8", "money in China for light cards this month [USD bn]"),
    ("ahead", "f8", "purchases that Chinese buyers brought forward and still miss later [USD bn]"),
    ("smuggled_train", "f8", "installed training compute that was smuggled [thousand H100e]"),
    ("frontier_power", "f8", "log10 of the best US lab's compute times efficiency"),
    ("frontier_rate", "f8", "smoothed growth of the US frontier [log10 operations a month]"),
    ("hbm_wanted", "f8", "memory stacks that last month's starts outside China asked for [thousand]"),
    ("tools_domestic", "f8", "part of denied tools that Chinese toolmakers replace [share]"),
)

ACTS: Fields = (
    ("instrument", "i8", "row of the instruments table"),
    ("issuer", "i8", "seat"),
    ("target", "i8", "country, entity or 0"),
    ("product", "i8", "license class, 0 where the instrument has none"),
    ("value", "f8", "what it sets, in the instrument's unit"),
    ("announced", "i8", "month of announcement"),
    ("in_force", "i8", "month it binds from; -1 while drafted"),
    ("lapse", "i8", "month it ends; -1 if none"),
    ("resume", "i8", "month a suspension ends; -1 if none"),
    ("status", "i8", "codes.LAW_STATES"),
    ("event", "i8", "row of history it comes from; -1 if none"),
    ("sequence", "i8", "order number: of two acts of one month the later holds"),
)

ORDERS: Fields = (
    ("month", "i8", "month given"),
    ("day", "i8", "day of the month, for acts of history; 15 otherwise"),
    ("sequence", "i8", "number within the run"),
    ("seat", "i8", "who gives it"),
    ("kind", "i8", "codes.ORDER_KINDS"),
    ("instrument", "i8", "row of the instruments table; -1 if none"),
    ("target", "i8", "country, seat, lab or product by kind; 0 for the world"),
    ("product", "i8", "license class or product; 0 where none"),
    ("value", "f8", "amount, in the unit of instrument or kind"),
    ("in_force", "i8", "month it binds from; -1 for as soon as it may"),
    ("lapse", "i8", "month it ends; -1 if none"),
    ("status", "i8", "law state asked for: announced, drafted, suspended, unenforced or rescinded"),
    ("event", "i8", "row of history; -1 if none"),
    ("code", "i8", "codes.REJECTIONS: 0 applied; -1 not yet adjudicated"),
    ("reasons", "i8", "row of the reasons array; -1 if none"),
    ("margin", "f8", "how far the choice beat the runner-up, in units of its noise"),
    ("party", "i8", "of an offer's term: the seat that would act; -1 otherwise"),
    ("package", "i8", "of an offer and its answer: number that links terms; -1 otherwise"),
)

LEDGER: Fields = (
    ("month", "i8", "month"),
    ("kind", "i8", "ledger.KINDS"),
    ("seat", "i8", "whose entry; -1 if nobody's"),
    ("target", "i8", "country, product or act by kind"),
    ("product", "i8", "product; -1 if none"),
    ("quantity", "f8", "cards [thousand], or the kind's own unit"),
    ("value", "f8", "money [USD bn], or the kind's own unit"),
)


def record(fields: Fields, rows: int) -> Any:
    """Return a zeroed record array of a kind, shape (rows,)."""
    return np.zeros(rows, dtype=[(name, code) for name, code, _ in fields]).view(np.recarray)


class Arrays(NamedTuple):
    """All that a run changes, and the parameters; rules get it whole (as a `handle.State`) and touch what they name.

    Letters in shapes: C countries, B buyers, M makers, K products, F foundries, H memory makers, Z platforms, L labs,
    G seats, I instruments, X targets (the larger of C and G), R minerals, T months, P trade links.
    """

    seed: Any  # uint64
    p: Any  # parameters, one record
    world: Any  # one row
    countries: Any
    buyers: Any
    makers: Any
    products: Any
    foundries: Any
    memory: Any
    platforms: Any
    labs: Any
    seats: Any
    acts: Any
    orders: Any
    ledger: Any
    count: Any  # int64: acts, orders, ledger entries, next order to adjudicate, reasons, overflow
    law: Any  # float64 (I, G, X, 4): value in force
    allowed: Any  # int8 (19 kinds, 5 seat kinds): who may give which order
    issuer: Any  # int8 (I, G): who may set which instrument
    instruments: (
        Any  # float64 (I, 9): low, high, default, tightens, political, authority, lead, target kind, uses class
    )
    entity: Any  # int64 (G,): seat a listed affiliate belongs to
    base: Any  # float64 (B, K): installed cards [thousand]
    wish: Any  # float64 (B, K): money this month by product [USD bn]
    asked: Any  # float64 (C, K): money wished this month [USD bn]
    held: Any  # float64 (C, K): installed cards by country [thousand]
    offers: Any  # float64 (C, K, 2): share of a stack's money that a product gets, by others and by clouds
    worth: Any  # float64 (K, 4): a product's terms of choice this month (offers.py)
    terms: Any  # float64 (C, 14): a country's terms of choice this month (offers.py)
    ordered: Any  # float64 (K, C): cards asked for this month [thousand]
    legal: Any  # float64 (K, C): share of orders that the law lets pass this month
    determination: Any  # int8 (K, C): why (licensing.DETERMINATIONS)
    shipped: Any  # float64 (K, C): cards delivered this month [thousand]
    shipped_year: Any  # float64 (K, C): cards delivered in the trailing year, decayed [thousand]
    smuggled: Any  # float64 (K,): cards smuggled to China this month [thousand]
    pipeline: Any  # float64 (K, 12): cards by months until finished [thousand]
    wanted_past: Any  # float64 (F, 12): wafers asked for over capacity, by months ago
    neighbours: Any  # float64 (C, C): influence between countries, rows sum to 1 or 0
    trade: Any  # float64 (C, C): re-export route weights
    alignment: Any  # float64 (C, C): signed diplomatic tie
    mineral_stock: Any  # float64 (R, C): months of use
    mineral_flow: Any  # float64 (R, C): exports against need this month [share]
    mineral_queue: Any  # float64 (R, C): applications waiting [months of use]
    mineral_short: Any  # float64 (R, C): cumulative shortfall [months of use]
    substitution: Any  # float64 (R, C): need met from elsewhere [share]
    mineral_use: Any  # float64 (R, C): share of China's exports that goes to a country [share]
    mineral_pace: Any  # float64 (R, C): share of waiting applications released last month; 1 while trade is free
    mineral_since: Any  # float64 (R, C): months since the last new regime of licenses began [months]
    mineral_tonnes: Any  # float64 (C,): magnets exported to a country this month [tonnes]
    mineral_price: Any  # float64 (R,): price, January 2022 = 1
    minerals: Any  # float64 (R, 9): columns of the minerals table (minerals.py)
    stance: Any  # float64 (G, 19): what a seat's last order of each kind set (price, lobby, port ...)
    channel: Any  # float64 (L, 5): a lab's wish for each channel of compute (labs.CHANNELS)
    script: Any  # orders of history and of the scenario, in date order
    shocks: Any  # float64 (shocks, 4): month, kind (calendar.SHOCKS), target, value
    administrations: Any  # float64 (n, 3): month, seat, row of the doctrine table that decides from then
    reasons: Any  # float64 (orders with reasons, goals.N_REASONS)
    posture: Any  # float64 (ladders.SLOTS, 5): rung last month, direction and age of last change, precedent, known
    doctrines: Any  # float64 (doctrines, columns): deliberation.py
    scratch: Any  # float64 (8, max(B, K, C, 64)): room for a rule's intermediate values
    offset: Any  # int64 (indicators + 1,): first column of each indicator in `out`
    out: Any  # float64 (T, columns): what is recorded each month (indicators.py)


COUNTS = ("acts", "orders", "ledger", "adjudicated", "reasons", "overflow", "script", "package", "pending")
"""Meaning of the entries of `State.count`; no act before the number `pending` is announced and not yet in force."""
(N_ACTS, N_ORDERS, N_LEDGER, N_ADJUDICATED, N_REASONS, N_OVERFLOW, N_SCRIPT, N_PACKAGE, N_PENDING) = range(9)
