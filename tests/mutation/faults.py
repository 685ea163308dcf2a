"""Mutants: what can be turned in a rule, and the rule with it turned.

One thing is turned in each: a comparison, a sum, a product, a minimum, the sides of a condition, a number with a point,
one side of the world for the other; or a rule that is called is left out.
"""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("model", "agents")

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
        site: Which of the file's places, in the order of the source.
        statement: Line at which the statement begins that holds it.
        line: Its own line.
        says: The source line.
    """

    room: str
    module: str
    site: int
    statement: int
    line: int
    says: str

    @property
    def name(self) -> str:
        """What tells it apart."""
        return f"{self.room}/{self.module} {self.site}"

    @property
    def mark(self) -> str:
        """The name of its statement, as `marked` writes it."""
        return f"{self.room}/{self.module}:{self.statement}"

    def planted(self, source: str) -> str:
        """Return the file with the fault in it."""
        tree = ast.parse(source)
        turn(list(sites(tree))[self.site][1])
        return ast.unparse(tree)


def rules(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Go through a module's rules."""
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            if any(isinstance(d, ast.Name) and d.id == "rule" for d in function.decorator_list):
                yield function


def sites(tree: ast.Module) -> Iterator[tuple[int, ast.AST]]:
    """Go through what can be turned in a module's rules, each with the line of its statement."""
    for function in rules(tree):
        yield from _inside(function, function.lineno)


def _inside(node: ast.AST, statement: int) -> Iterator[tuple[int, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        line = child.lineno if isinstance(child, ast.stmt) else statement
        if _can_be_turned(child):
            yield line, child
        yield from _inside(child, line)


def _can_be_turned(node: ast.AST) -> bool:
    return (
        (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
        or isinstance(node, ast.If)
        or (isinstance(node, ast.Name) and node.id in SIDES)
        or (isinstance(node, ast.Attribute) and _swapped(node.attr) != node.attr)
        or (isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in TURNED)
        or (isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in TURNED)
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES)
    )


def _swapped(name: str) -> str:
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
        node.attr = _swapped(node.attr)
    elif isinstance(node, ast.Compare):
        node.ops[0] = TURNED[type(node.ops[0])]()  # type: ignore[assignment]
    elif isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp):
        node.op = TURNED[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        node.func.id = NAMES[node.func.id]


def sources() -> list[Path]:
    """Return the files that hold rules."""
    return [path for room in ROOMS for path in sorted((ROOT / room).glob("*.py"))]


def mutants() -> list[Mutant]:
    """Return every mutant of every rule."""
    found = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        for n, (statement, node) in enumerate(sites(ast.parse(text))):
            line = getattr(node, "lineno", statement)
            says = text.splitlines()[line - 1].strip()
            found.append(Mutant(path.parent.name, path.stem, n, statement, line, says))
    return found


def sample(every: list[Mutant], n: int, seed: int) -> list[Mutant]:
    """Return `n` of them, the same for the same seed and sources."""
    return sorted(every, key=lambda mutant: hashlib.blake2b(f"{seed} {mutant.name}".encode()).digest())[:n]


class _Marks(ast.NodeTransformer):
    """Lets every statement note that it runs.

    Args:
        place: Room and module.
    """

    def __init__(self, place: str) -> None:
        self.place = place

    def visit(self, node: ast.AST) -> ast.AST | list[ast.AST]:
        """Put the note before a statement."""
        inside = self.generic_visit(node)
        if not isinstance(node, ast.stmt):
            return inside
        return [*ast.parse(f"_mark('{self.place}:{node.lineno}')").body, inside]


def marked(source: str, place: str) -> str:
    """Return a file in whose rules every statement notes that it runs (touched.py)."""
    tree = ast.parse(source)
    for function in rules(tree):
        _Marks(place).generic_visit(function)
    return f"{ast.unparse(tree)}\nfrom touched import mark as _mark\n"
