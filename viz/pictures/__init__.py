"""What a run looks like: functions that turn a run into ECharts options, for dashboard and reports alike.

Options are plain JSON. Colours are tokens of `stackcraft.viz.look`, functions are named ("@fn:year");
`assets/paint.js` fills both in.
"""

from .diffusion import diffusion
from .graph import network_picture
from .lines import china_market, gaps, minerals
from .world import places as map_places
from .world import rows_on_map, shares_on_map, stack_map

__all__ = [
    "china_market",
    "diffusion",
    "gaps",
    "map_places",
    "minerals",
    "network_picture",
    "rows_on_map",
    "shares_on_map",
    "stack_map",
]
