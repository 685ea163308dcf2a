"""The same run under every supported Python: installs the tree under each, plays it, and compares digests.

    python tests/pythons/compare.py [VERSION …]

Run by `make soak`. Exits with 1 if digests differ or fewer than two Pythons are found.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERSIONS = ("3.11", "3.12")
WHAT = """
import json, sys
from importlib.metadata import version
import stackcraft
runs = [stackcraft.run(name, seed=seed) for name in ("history", "endogenous") for seed in (1, 2)]
print(json.dumps({"python": sys.version.split()[0], "mesa": version("mesa"), "numpy": version("numpy"),
                  "numba": version("numba"), "digests": [run.digest for run in runs]}))
"""


def interpreters(version: str) -> Iterator[Path]:
    """Give the interpreters of a version: on the path, and those that pyenv keeps off it."""
    found = shutil.which(f"python{version}")
    if found:
        yield Path(found)
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from sorted(kept.glob(f"{version}.*/bin/python{version}"))


def working(version: str) -> Path | None:
    """Return an interpreter of a version that starts, or None."""
    for path in interpreters(version):
        asked = [str(path), "-c", "import sys, venv; print('%d.%d' % sys.version_info[:2])"]
        told = subprocess.run(asked, capture_output=True, text=True, check=False)
        if told.returncode == 0 and told.stdout.strip() == version:
            return path
    return None


def played(python: Path, folder: Path) -> dict[str, object]:
    """Return what the runs gave in a fresh environment of this interpreter."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")}
    own = folder / "bin" / "python"
    pip = [str(own), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in (
        [str(python), "-m", "venv", str(folder)],
        [*pip, "--require-hashes", "-r", str(ROOT / "locks" / "all.txt")],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ):
        subprocess.run(command, check=True, env=env, stderr=subprocess.DEVNULL)
    told = subprocess.run([str(own), "-c", WHAT], check=True, env=env, capture_output=True, text=True, cwd=folder)
    result: dict[str, object] = json.loads(told.stdout.splitlines()[-1])
    return result


def main() -> int:
    """Compare; return the exit code."""
    results = []
    for version in sys.argv[1:] or VERSIONS:
        python = working(version)
        if python is None:
            print(f"Python {version}: not found", flush=True)
            continue
        with tempfile.TemporaryDirectory() as folder:
            results.append(played(python, Path(folder)))
        print(json.dumps(results[-1]), flush=True)
    if len(results) < 2:
        print("Fewer than two Pythons: nothing was compared. Install another, such as python3.12")
        return 1
    if any(result["digests"] != results[0]["digests"] for result in results):
        print("Digests differ: the same scenario and seed give other results under another Python")
        return 1
    print(f"The same digests under {len(results)} Pythons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
