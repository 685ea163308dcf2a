"""Take the readme's picture of the dashboard, over the model: `python -m support.screenshot docs/dashboard.png`."""

import os
import shutil
import sys

from .dashboard_numbers import open_browser, server

QUERY = "/?region=cn&us.license_regime.cn.cut_down=3@2026-07&lock_in=0.3"
WIDTH, HEIGHT = 1440, 1196


def main(path: str) -> None:
    """Write the picture.

    Args:
        path: File to write.
    """
    chromium = os.environ.get("STACKCRAFT_BROWSER") or shutil.which("chromium") or ""
    with server() as (address, _):
        playwright, browser = open_browser(chromium)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(address + QUERY)
        page.set_default_timeout(120_000)
        for ready in (
            "[data-chart=map][data-drawn]",
            "[data-chart=network][data-drawn]",
            "[data-band=true]",
            ".effect",
            ".why b",
        ):
            page.wait_for_selector(ready)
        page.screenshot(path=path)
        browser.close()
        playwright.stop()


if __name__ == "__main__":
    main(sys.argv[1])
