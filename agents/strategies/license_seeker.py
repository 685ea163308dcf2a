"""License seeker."""

from .strategy import Strategy

LICENSE_SEEKER = Strategy(
    name="license_seeker",
    title="License seeker",
    kinds=("chipmaker",),
    paragraph=(
        "It designs to the rule of the day, applies for licenses, keeps stock low where a rule may "
        "change, and lets others do the talking."
    ),
    sources=("Compliant products since 2022 (A4); weights are judgement."),
    doctrine="license_seeker",
)
