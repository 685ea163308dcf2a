"""Mutation survey: does a fault planted in a rule fail a test? `python tests/mutation/survey.py` prints the survival rate.

A copy of the package is made and one thing in one rule is turned: a comparison, a sum, a product, a minimum, the sides
of a condition, a number with a point, one side of the world for the other; or a rule that it calls is left out. Then
the tests that run the rule (touched.py) run on it without the compiler, those that name its module first. A mutant that
no test notices survives: it shows a line of a rule whose direction nobody checks.
"""

import argparse
import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("agents", "configs", "experiments", "model", "wargame")
RULE_ROOMS = ("model", "agents")
SUITES = ("tests/rules", "tests/documented", "tests/agents/test_deliberation.py")
ELSEWHERE = ("test_neutral.py",)
"""Tests that read the rules' source in the checkout: they see no mutant."""

LIMIT = 600
"""Seconds after which a mutant counts as noticed: it hangs."""

PATIENCE = 3600
"""Seconds for the run without any mutant, in which every call of a rule is watched."""

TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.Gt, ast.LtE: ast.Gt, ast.Gt: ast.Lt, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
NAMES = {"min": "max", "max": "min"}
SIDES = {"US": "CN", "CN": "US"}


@dataclass(frozen=True)
class Mutant:
    """One planted fault.

    Attributes:
        room: model or agents.
        module: File in it, without suffix.
        function: The rule.
        site: Which of the file's operators, in the order of the syntax tree.
        line: Its line.
        says: The source line.
    """

    room: str
    module: str
    function: str
    site: int
    line: int
    says: str

    @property
    def rule(self) -> str:
        """The rule's name with its file, as touched.py writes it."""
        return f"{self.room}/{self.module}.{self.function}"

    def planted(self, source: str) -> str:
        """Return the file with the fault in it."""
        tree = ast.parse(source)
        turn(list(sites(tree))[self.site][1])
        return ast.unparse(tree)


def sites(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Go through what can be turned in a module's rules, each with the name of its rule."""
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        if not any(isinstance(d, ast.Name) and d.id == "rule" for d in function.decorator_list):
            continue
        for node in ast.walk(function):
            if (
                (isinstance(node, ast.Constant) and isinstance(node.value, float))
                or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
                or isinstance(node, ast.If)
                or (isinstance(node, ast.Name) and node.id in SIDES)
                or (isinstance(node, ast.Attribute) and swapped(node.attr) != node.attr)
                or (isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in TURNED)
                or (isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in TURNED)
                or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES)
            ):
                yield function.name, node


def swapped(name: str) -> str:
    """Return a field's name with one side for the other, if it names a side."""
    for mine, other in (("_us", "_cn"), ("_cn", "_us")):
        if name.endswith(mine):
            return name.removesuffix(mine) + other
    return name


def turn(node: ast.AST) -> None:
    """Plant the fault."""
    if isinstance(node, ast.Constant):
        node.value = {0.0: 1.0, 1.0: 0.0}.get(node.value, 2.0 * node.value)  # type: ignore[arg-type, operator]
    elif isinstance(node, ast.Expr):
        node.value = ast.Constant(None)
    elif isinstance(node, ast.If):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Name):
        node.id = SIDES[node.id]
    elif isinstance(node, ast.Attribute):
        node.attr = swapped(node.attr)
    elif isinstance(node, ast.Compare):
        node.ops[0] = TURNED[type(node.ops[0])]()  # type: ignore[assignment]
    elif isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp):
        node.op = TURNED[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        node.func.id = NAMES[node.func.id]


def mutants() -> list[Mutant]:
    """Return every mutant of every rule."""
    found = []
    for path in (path for room in RULE_ROOMS for path in sorted((ROOT / room).glob("*.py"))):
        text = path.read_text(encoding="utf-8")
        for n, (function, node) in enumerate(sites(ast.parse(text))):
            line = getattr(node, "lineno", 1)
            found.append(Mutant(path.parent.name, path.stem, function, n, line, text.splitlines()[line - 1].strip()))
    return found


def sample(every: list[Mutant], n: int, seed: int) -> list[Mutant]:
    """Return `n` of them, the same for the same seed and sources."""

    def lot(mutant: Mutant) -> bytes:
        return hashlib.blake2b(f"{seed} {mutant.room} {mutant.module} {mutant.site}".encode()).digest()

    return sorted(every, key=lot)[:n]


def suite_files() -> list[str]:
    """Return the test files that mutants have to pass."""
    places = (ROOT / suite for suite in SUITES)
    found = (path for place in places for path in (place.glob("test_*.py") if place.is_dir() else [place]))
    return sorted(str(path.relative_to(ROOT)) for path in found if path.name not in ELSEWHERE)


def passes(package: Path, tests: list[str], *options: str, **environment: str) -> bool:
    """Return whether some tests pass on the package in a folder; no tests pass."""
    if not tests:
        return True
    plain = {"PYTHONPATH": f"{package}{os.pathsep}{package / 'tests/mutation'}", "NUMBA_DISABLE_JIT": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *options, *tests],
            cwd=package,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **plain, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE if "-p" in options else LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def tests_by_rule(package: Path) -> dict[str, list[str]] | None:
    """Run all tests without any mutant; return those that run each rule, None if a test fails."""
    told = package / "touched.json"
    if not passes(package, suite_files(), "-p", "touched", TOUCHED=str(told)):
        return None
    found: dict[str, list[str]] = {}
    for test, rules in json.loads(told.read_text(encoding="utf-8")).items():
        for rule in rules:
            found.setdefault(rule, []).append(test)
    return found


def stages(tests: list[str], module: str) -> list[list[str]]:
    """Return tests in the order in which they are likely to notice a fault: those of files that name the module first."""
    named = [test for test in tests if re.search(rf"\b{module}\b", (ROOT / test.split("::")[0]).read_text("utf-8"))]
    return [named, [test for test in tests if test not in named]]


def copied(folder: Path) -> Path:
    """Copy the package, laid out as it is installed, and its tests into a folder; return the folder."""
    inside = folder / "stackcraft"
    shutil.copytree(ROOT / "front", inside, ignore=shutil.ignore_patterns("__pycache__"))
    for room in ROOMS:
        if (ROOT / room).is_dir():
            shutil.copytree(ROOT / room, inside / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def main() -> int:
    """Survey a sample; exit 0 unless more than half of it survives, 2 where the tests fail without any mutant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=40, help="how many mutants (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="which of them (default: 1)")
    given = parser.parse_args()
    every = mutants()
    chosen = sample(every, given.sample, given.seed)
    print(f"{len(chosen)} of {len(every)} mutants of rules, without the compiler", flush=True)
    alive: list[Mutant] = []
    with tempfile.TemporaryDirectory(prefix="stackcraft-mutants-") as folder:
        package = copied(Path(folder))
        tests = tests_by_rule(package)
        if tests is None:
            print("The tests of rules fail without any mutant: mend them first")
            return 2
        for n, mutant in enumerate(chosen, 1):
            place = package / "stackcraft" / mutant.room / f"{mutant.module}.py"
            kept = place.read_text(encoding="utf-8")
            place.write_text(mutant.planted(kept), encoding="utf-8")
            survived = all(passes(package, part) for part in stages(tests.get(mutant.rule, []), mutant.module))
            place.write_text(kept, encoding="utf-8")
            if survived:
                alive.append(mutant)
            verdict = "survived" if survived else "noticed"
            print(f"{n:4} {verdict:9} {mutant.room}/{mutant.module}.py:{mutant.line}: {mutant.says}", flush=True)
    rate = len(alive) / max(1, len(chosen))
    print(f"survival rate {rate:.0%} ({len(alive)} of {len(chosen)}); the aim is under 25 %")
    return int(rate > 0.5)


if __name__ == "__main__":
    sys.exit(main())
