"""Mutation survey: does a fault planted in a rule fail a test? `python tests/mutation/survey.py` prints the survival rate.

Faults (faults.py) are planted one by one in copies of the package, and the tests that run the statement with the fault
are run on it, up to the first that fails. Without the compiler: it would be busy with a changed rule and its callers for
longer than nearly all tests take as plain Python. Which tests run which statements is measured once for a version of the
sources (touched.py). A mutant that no test notices survives: a line of a rule whose direction nobody checks, or one that
can be turned and says the same.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue

from book import Book, opened, place_for
from faults import ROOT, Mutant, marked, mutants, sample, sources

PACKAGE_ROOMS = ("agents", "configs", "experiments", "model", "wargame")
SUITES = (
    "tests/equations/test_*.py",
    "tests/rules/test_*.py",
    "tests/documented/test_*.py",
    "tests/agents/test_deliberation.py",
)
ELSEWHERE = ("test_neutral.py",)
"""Tests that read the rules' source in the checkout: they see no mutant."""

WORKERS = 2
LONG = 15
"""Seconds of processor time after which a test is left out: it plays months whose parts shorter tests look at."""

START, PATIENCE = 30, 4
"""A mutant hangs, and so is noticed, after `START` seconds and `PATIENCE` times what its tests take without it."""

SAID = "said"
"""File in which pytest's output lies."""

PASSED, NO_SUCH_TEST, NONE_RUN = 0, 4, 5
"""Exit codes of pytest."""


class Clock:
    """When the survey ends, and what has to be ended with it.

    Args:
        minutes: How long it may take.
    """

    def __init__(self, minutes: float) -> None:
        self._ends = time.monotonic() + 60.0 * minutes

    def left(self) -> float:
        """Return the seconds that are left; raise TimeoutError if none are."""
        left = self._ends - time.monotonic()
        if left <= 0.0:
            raise TimeoutError
        return left

    def stop(self) -> None:
        """Say that time is up."""
        self._ends = 0.0

    def wait(self, process: subprocess.Popen[bytes]) -> int:
        """Wait for a process, end it and its children when time is up; return its exit code."""
        try:
            while (code := process.poll()) is None:
                try:
                    process.wait(min(1.0, self.left()))
                except subprocess.TimeoutExpired:
                    self.left()
            self.left()
            return code
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def run_tests(package: Path, clock: Clock, arguments: Sequence[str], **environment: object) -> int:
    """Run tests on the package in a folder up to the first that fails; return pytest's exit code."""
    listed = package / "arguments"
    listed.write_text("\n".join(arguments), encoding="utf-8")
    path = os.pathsep.join((str(package), str(package / "tests/mutation")))
    plain = {"PYTHONPATH": path, "NUMBA_DISABLE_JIT": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    with (package / SAID).open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "touched", f"@{listed}"],
            cwd=package,
            env={**os.environ, **plain, **{name: str(value) for name, value in environment.items()}},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        return clock.wait(process)


def copied(folder: Path) -> Path:
    """Copy the package, laid out as it is installed, and its tests into a folder; return the folder."""
    bare = shutil.ignore_patterns("__pycache__")
    inside = folder / "stackcraft"
    shutil.copytree(ROOT / "front", inside, ignore=bare)
    for room in PACKAGE_ROOMS:
        shutil.copytree(ROOT / room, inside / room, ignore=bare)
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=bare)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_files() -> list[str]:
    """Return the test files that mutants have to pass."""
    found = (path for suite in SUITES for path in ROOT.glob(suite) if path.name not in ELSEWHERE)
    return sorted(str(path.relative_to(ROOT)) for path in found)


def measure(package: Path, clock: Clock, book: Book) -> bool:
    """Write into the book which tests run which statements; return whether all pass without a fault."""
    for source in sources():
        place = f"{source.parent.name}/{source.stem}"
        text = marked(source.read_text(encoding="utf-8"), place)
        (package / f"stackcraft/{place}.py").write_text(text, encoding="utf-8")
    arguments = ["-n", str(WORKERS), *test_files()]
    code = run_tests(package, clock, arguments, SURVEY_MARKS=package / "marks", SURVEY_LONG=LONG)
    for source in sources():
        shutil.copy(source, package / "stackcraft" / source.parent.name)
    found = defaultdict(list)
    for part in package.glob("marks.*"):
        for test, (seconds, ran) in json.loads(part.read_text(encoding="utf-8")).items():
            book.seconds[test] = seconds
            for statement in ran:
                found[statement].append(test)
    book.tests = dict(found)
    return code == PASSED


def survives(package: Path, clock: Clock, mutant: Mutant, tests: Sequence[str], seconds: float) -> bool:
    """Return whether tests that take some seconds without a fault all pass with it."""
    place = package / "stackcraft" / mutant.room / f"{mutant.module}.py"
    kept = place.read_text(encoding="utf-8")
    place.write_text(mutant.planted(kept), encoding="utf-8")
    try:
        code = run_tests(package, clock, tests, SURVEY_BUDGET=int(START + PATIENCE * seconds))
    finally:
        place.write_text(kept, encoding="utf-8")
    if code in (NO_SUCH_TEST, NONE_RUN):
        raise RuntimeError(f"pytest doesn't find the tests of {mutant.name}")
    return code == PASSED


def survey(chosen: Sequence[Mutant], clock: Clock, folder: Path) -> dict[str, bool] | None:
    """Judge mutants, print each verdict; return whether each survived as far as time allowed, None if tests fail anyway."""
    packages: SimpleQueue[Path] = SimpleQueue()
    for n in range(WORKERS):
        packages.put(copied(folder / str(n)))
    place = place_for(folder / "0")
    book = opened(place)
    if not book.tests:
        package = packages.get()
        if not measure(package, clock, book):
            print((package / SAID).read_text(encoding="utf-8"))
            return None
        book.keep(place)
        packages.put(package)
    print(
        f"{len(book.seconds)} tests, {sum(book.seconds.values()):.0f} s of processor time without a fault", flush=True
    )

    def judge(mutant: Mutant) -> bool:
        tests = book.tests_for(mutant)
        if mutant.name in book.survived or not tests:
            return book.survived.get(mutant.name, True)
        package = packages.get()
        try:
            return survives(package, clock, mutant, tests, sum(book.seconds[test] for test in tests))
        finally:
            packages.put(package)

    with ThreadPoolExecutor(WORKERS) as pool:
        judging = {pool.submit(judge, mutant): mutant for mutant in chosen}
        for n, done in enumerate(as_completed(judging), 1):
            mutant = judging[done]
            try:
                survived = book.survived[mutant.name] = done.result()
            except TimeoutError:
                continue
            book.keep(place)
            verdict = "noticed" if not survived else "survived" if book.tests_for(mutant) else "never run"
            print(f"{n:4} {verdict:9} {mutant.room}/{mutant.module}.py:{mutant.line}: {mutant.says}", flush=True)
    return {mutant.name: book.survived[mutant.name] for mutant in chosen if mutant.name in book.survived}


def main() -> int:
    """Survey a sample; exit 0 where less than half of what was judged survives, 2 where tests fail without any fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=40, help="how many mutants (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="which of them (default: 1)")
    parser.add_argument("--minutes", type=float, default=15.0, help="how long it may take (default: 15)")
    given = parser.parse_args()
    clock = Clock(given.minutes)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: clock.stop())
    every = mutants()
    chosen = sample(every, given.sample, given.seed)
    print(f"{len(chosen)} of {len(every)} mutants of rules (seed {given.seed}), without the compiler", flush=True)
    with tempfile.TemporaryDirectory(prefix="stackcraft-mutants-") as folder:
        try:
            survived = survey(chosen, clock, Path(folder))
        except TimeoutError:
            survived = {}
    if survived is None:
        print("The tests of rules fail without any fault: mend them first")
        return 2
    if len(survived) < len(chosen):
        print(f"time was up: only {len(survived)} of {len(chosen)} were judged; the same command goes on from here")
    alive = sum(survived.values())
    if survived:
        print(f"survival rate {alive / len(survived):.0%} ({alive} of {len(survived)}); the aim is under 25 %")
    return int(2 * alive >= len(survived))


if __name__ == "__main__":
    sys.exit(main())
