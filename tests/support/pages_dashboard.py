"""Serve the dashboard over the model, with sweeps and own tables: `python -m support.pages_dashboard PORT RESULTS DATA`."""

import sys
from pathlib import Path

from stackcraft.viz.dashboard import serve

if __name__ == "__main__":
    port, results, data = sys.argv[1:]
    serve(int(port), results=Path(results), data=Path(data) if data else None)
