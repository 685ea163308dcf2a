"""Pack the files that browsers load as tightly as brotli can, beside the files themselves: `python viz/assets/pack.py`.

Run after one of them changes. Packing at this strength takes seconds, too long to do when a visitor waits; what is sent is
a tenth smaller than what the server would pack by itself.
"""

from pathlib import Path

import brotli

HERE = Path(__file__).parent
KINDS = (".js", ".css", ".geojson")
LEAST = 2_000


def files() -> list[Path]:
    """Return the files that are worth packing."""
    found = [path for path in (*HERE.glob("*"), *(HERE / "cdn").rglob("*")) if path.suffix in KINDS]
    return sorted(path for path in found if path.stat().st_size >= LEAST)


if __name__ == "__main__":
    for path in files():
        packed = brotli.compress(path.read_bytes(), quality=11, lgwin=24)
        path.with_name(f"{path.name}.br").write_bytes(packed)
        print(f"{path.name}: {path.stat().st_size} bytes, packed {len(packed)}")
