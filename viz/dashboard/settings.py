"""How Solara is set for this project: offline, without telemetry, one page load never asking another host."""

import os
from pathlib import Path
from typing import Final

from stackcraft.viz import look

HERE: Final = Path(__file__).parent
NOWHERE: Final = "http://127.0.0.1:9/"

SETTINGS: Final[dict[str, str]] = {
    "SOLARA_APP": "stackcraft.viz.dashboard.page",
    # Solara serves the browser's files from its asset cache, which is filled beforehand. A file that is missing there
    # then fails at home, with a 404 that the tests see, instead of reaching for a public server.
    "SOLARA_ASSETS_PROXY_CACHE_DIR": str(look.ASSETS / "cdn"),
    "SOLARA_ASSETS_CDN": NOWHERE,
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_THEME_LOADER": "stackcraft",
    "SOLARA_THEME_TITLE": "Stackcraft",
    "SOLARA_SESSION_HTTP_ONLY": "true",
    "SOLARA_KERNEL_CULL_TIMEOUT": "2h",
    "SOLARA_STATE_AUTO_REMOUNT": "true",
    # Reacton's other renderer: parts of a page in which nothing changed are passed over, not gone through again.
    "REACTON_FAST": "1",
}


def set_quiet() -> None:
    """Put the settings into the environment, where Solara reads them when it is first imported.

    Raises:
        RuntimeError: Solara was imported before, so the settings would come too late.
    """
    import sys

    if "solara.server.settings" in sys.modules:
        late = {name: value for name, value in SETTINGS.items() if os.environ.get(name) != value}
        if late:
            raise RuntimeError(f"solara was imported before its settings were made: {', '.join(late)}")
    os.environ.update(SETTINGS)
