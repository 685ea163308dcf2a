"""What a survey knows of one version of the sources, kept in build/mutation so that a stopped one can go on."""

import hashlib
import json
import re
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from faults import ROOT, Mutant


@dataclass
class Book:
    """Measurements and verdicts.

    Attributes:
        seconds: Processor time of each test without a fault [s].
        tests: The tests that run a statement, by its mark.
        survived: Whether a judged mutant survived, by its name.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    tests: dict[str, list[str]] = field(default_factory=dict)
    survived: dict[str, bool] = field(default_factory=dict)

    def keep(self, place: Path) -> None:
        """Write it to a file, whole or not at all."""
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(".part")
        part.write_text(json.dumps(asdict(self)), encoding="utf-8")
        part.replace(place)

    def tests_for(self, mutant: Mutant) -> list[str]:
        """Return the tests that run a mutant's statement: those of files that name its module first, then the quickest."""

        def order(test: str) -> tuple[bool, float]:
            text = (ROOT / test.split("::")[0]).read_text(encoding="utf-8")
            return not re.search(rf"\b{mutant.module}\b", text), self.seconds[test]

        return sorted(self.tests.get(mutant.mark, []), key=order)


def place_for(package: Path) -> Path:
    """Return where the book of the package and tests in a folder lies: named by a hash of all of them and of Python."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=8)
    for path in sorted(path for path in package.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(package)).encode())
        digest.update(path.read_bytes())
    return ROOT / "build/mutation" / f"{digest.hexdigest()}.json"


def opened(place: Path) -> Book:
    """Return the book in a file, an empty one if there is none."""
    return Book(**json.loads(place.read_text(encoding="utf-8"))) if place.exists() else Book()
