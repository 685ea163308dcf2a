"""National champion."""

from .strategy import Strategy

NATIONAL_CHAMPION = Strategy(
    name="national_champion",
    title="National champion",
    kinds=("chipmaker",),
    paragraph=(
        "Volume at home first, software second, exports when the home market is served. It prices for "
        "share, puts engineers into porting, and does not lobby a government that is on its side already."
    ),
    sources=("Huawei and the fab network around it (B5, B6, C7); weights are judgement."),
    doctrine="national_champion",
)
