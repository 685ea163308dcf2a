"""What every run reports: ids, entities, units; one row of `State.out` a month."""

from dataclasses import dataclass

PLACES, COUNTRIES_, FIRMS, CHINA, GLOBE, PAIRS = "places", "countries", "firms", "cn", "world", "pairs"
SOFTWARE = "platforms"


@dataclass(frozen=True)
class Indicator:
    """One reported quantity.

    Attributes:
        indicator_id: Stable name.
        entities: What it is reported for: places (regions, then countries), countries, firms (makers), platforms, cn,
            world, pairs.
        unit: Unit.
        text: One line on what it is.
    """

    indicator_id: str
    entities: str
    unit: str
    text: str


INDICATORS = (
    Indicator("chip_share_us", PLACES, "share", "share of installed training compute on chips of US makers"),
    Indicator("chip_share_cn", PLACES, "share", "share of installed training compute on chips of Chinese makers"),
    Indicator("platform_share_us", PLACES, "share", "share of computing work that runs on US software platforms"),
    Indicator("platform_share_cn", PLACES, "share", "share of computing work that runs on Chinese software platforms"),
    Indicator("model_share_us", PLACES, "share", "share of model use on US models"),
    Indicator("model_share_cn", PLACES, "share", "share of model use on Chinese models"),
    Indicator("model_share_open", PLACES, "share", "share of model use on open weights of either stack"),
    Indicator("training_us_h100e", PLACES, "thousand H100e", "installed training compute on US chips"),
    Indicator("training_cn_h100e", PLACES, "thousand H100e", "installed training compute on Chinese chips"),
    Indicator("inference_us_h100e", PLACES, "thousand H100e", "installed inference compute on US chips"),
    Indicator("inference_cn_h100e", PLACES, "thousand H100e", "installed inference compute on Chinese chips"),
    Indicator("compute_lead", GLOBE, "ratio", "usable training compute of US labs over that of Chinese labs"),
    Indicator("capability_gap_months", GLOBE, "months", "months by which the Chinese frontier model trails"),
    Indicator("us_makers_china_share_value", CHINA, "share", "US makers' share of accelerators sold in China, by value"),
    Indicator("us_makers_china_share_units", CHINA, "share", "US makers' share of accelerators sold in China, by cards"),
    Indicator("china_domestic_share_units", CHINA, "share", "Chinese makers' share of accelerators sold in China, by cards"),
    Indicator("china_sales_units", CHINA, "thousand cards", "accelerators sold in China, light cards included"),
    Indicator("china_sales_usd_bn", CHINA, "USD bn", "accelerators sold in China, by value"),
    Indicator("shipments_units", FIRMS, "thousand cards", "cards delivered"),
    Indicator("revenue_usd_bn", FIRMS, "USD bn", "data-centre revenue"),
    Indicator("revenue_china_usd_bn", FIRMS, "USD bn", "part of it from China"),
    Indicator("rnd_usd_bn", FIRMS, "USD bn", "research and development"),
    Indicator("writeoff_usd_bn", FIRMS, "USD bn", "stock written off"),
    Indicator("firm_value", FIRMS, "index", "value of the firm, January 2022 = 1"),
    Indicator("smuggled_units", CHINA, "thousand cards", "cards smuggled into China"),
    Indicator("smuggled_h100e", CHINA, "thousand H100e", "the same as training compute"),
    Indicator("offshore_h100e", CHINA, "thousand H100e", "compute that Chinese labs rent abroad"),
    Indicator("mineral_exports", COUNTRIES_, "tonnes", "rare-earth magnets exported by China to a country; cn: in all"),
    Indicator("mineral_shortage", COUNTRIES_, "months of use", "cumulative shortfall of rare-earth magnets"),
    Indicator("mineral_pain", COUNTRIES_, "share", "share of users of Chinese minerals stopped"),
    Indicator("tariff_cost_usd_bn", COUNTRIES_, "USD bn", "welfare cost of tariffs in the month"),
    Indicator("unmet_h100e", PLACES, "thousand H100e", "compute asked for and not delivered in the month"),
    Indicator("lock_in", PLACES, "share", "share of the base held by buyers with over four fifths on one stack"),
    Indicator("cohesion", GLOBE, "index", "cohesion of the US alliance"),
    Indicator("policy_volatility", GLOBE, "index", "volatility of policy"),
    Indicator("hawk_pressure", GLOBE, "index", "hawk pressure in Congress"),
    Indicator("control_strength", GLOBE, "index", "effectiveness of chip controls, erosion counted"),
    Indicator("domestic_effort", GLOBE, "index", "effort of Chinese buyers to move to domestic chips"),
    Indicator("software_maturity", CHINA, "index", "maturity of the leading Chinese software platform"),
    Indicator("packaging_capacity", GLOBE, "thousand wafers a month", "advanced packaging capacity of the leading foundry"),
    Indicator("resolve_belief", PAIRS, "probability", "belief that the other side yields: us_of_cn, cn_of_us"),
    Indicator("cloud_share_us", PLACES, "share", "share of what tenants get from clouds, abroad included, on US chips"),
    Indicator("cloud_share_cn", PLACES, "share", "share of what tenants get from clouds, abroad included, on Chinese chips"),
    Indicator("rented_h100e", PLACES, "thousand H100e", "training compute that tenants rent from clouds in other countries"),
    Indicator("platform_base_share", SOFTWARE, "share", "share of the world's installed training compute that runs a platform"),
    Indicator("platform_maturity", SOFTWARE, "index", "maturity of a platform, 1 for the standard of the day"),
    Indicator("developers_mn", SOFTWARE, "million", "developers at home on a platform"),
)  # fmt: skip
"""All indicators, in the order of their columns."""

(
    CHIP_US, CHIP_CN, PLATFORM_US, PLATFORM_CN, MODEL_US, MODEL_CN, MODEL_OPEN,
    TRAINING_US, TRAINING_CN, INFERENCE_US, INFERENCE_CN, COMPUTE_LEAD, GAP_MONTHS,
    US_CHINA_VALUE, US_CHINA_UNITS, DOMESTIC_UNITS, CHINA_SALES_UNITS, CHINA_SALES_USD,
    SHIPMENTS, REVENUE, REVENUE_CHINA, RND, WRITEOFF, FIRM_VALUE,
    SMUGGLED_UNITS, SMUGGLED_H100E, OFFSHORE_H100E, MINERAL_EXPORTS, MINERAL_SHORTAGE, MINERAL_PAIN,
    TARIFF_COST, UNMET, LOCK_IN, COHESION, VOLATILITY, HAWK, CONTROL_STRENGTH, EFFORT, MATURITY, PACKAGING, RESOLVE,
    CLOUD_US, CLOUD_CN, RENTED, PLATFORM_BASE, PLATFORM_MATURITY, DEVELOPERS,
) = range(len(INDICATORS))  # fmt: skip
