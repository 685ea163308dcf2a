"""Rules without a mechanism: a parameter is put to its neutral value in their source, and what that makes idle is cut out.

`0 * x` is cut to 0, `x + 0` and `x * 1` to x, `x ** 0` to 1, and a branch whose condition has become constant is taken
or dropped. What is left is the program that somebody would have written without the mechanism.
"""

import ast
import math
from collections.abc import Callable
from typing import Any

Number = int | float

BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b, ast.Sub: lambda a, b: a - b, ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b, ast.FloorDiv: lambda a, b: a // b, ast.Mod: lambda a, b: a % b,
    ast.Pow: lambda a, b: a**b,
}  # fmt: skip
COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: lambda a, b: a < b, ast.LtE: lambda a, b: a <= b, ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b, ast.Eq: lambda a, b: a == b, ast.NotEq: lambda a, b: a != b,
}  # fmt: skip
CALLED: dict[str, Callable[..., Any]] = {"min": min, "max": max, "int": int, "float": float, "exp": math.exp}


def number(node: ast.AST) -> Number | None:
    """Return the number that a node is, None if it isn't one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    return None


class Fold(ast.NodeTransformer):
    """Puts one parameter to a value and cuts out what that makes idle.

    Attributes:
        read: How often the parameter is read.
    """

    def __init__(self, name: str, value: float) -> None:
        self.name = name
        self.value = value
        self.read = 0

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """Put the value in where the parameter is read from the packed record."""
        held = node.value
        packed = (isinstance(held, ast.Name) and held.id == "p") or (
            isinstance(held, ast.Attribute) and held.attr == "p"
        )
        if node.attr == self.name and packed:
            self.read += 1
            found = ast.Constant(float(self.value))
            found.put_in = True  # type: ignore[attr-defined]
            return found
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Cut a sum, product or power of which one side is idle."""
        self.generic_visit(node)
        a, b = number(node.left), number(node.right)
        kind = type(node.op)
        if a is not None and b is not None and not (kind in (ast.Div, ast.FloorDiv, ast.Mod) and b == 0):
            return ast.Constant(BINARY[kind](a, b))
        if kind is ast.Mult and 0 in (a, b):
            return ast.Constant(0.0)
        if (kind is ast.Div and a == 0) or (kind is ast.Pow and (b == 0 or a == 1)):
            return ast.Constant(0.0 if kind is ast.Div else 1.0)
        if (
            (kind is ast.Add and b == 0)
            or (kind is ast.Sub and b == 0)
            or (kind in (ast.Mult, ast.Div, ast.Pow) and b == 1)
        ):
            return node.left
        if (kind is ast.Add and a == 0) or (kind is ast.Mult and a == 1):
            return node.right
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """Turn the sign of a number."""
        self.generic_visit(node)
        value = number(node.operand)
        return ast.Constant(-value) if value is not None and isinstance(node.op, ast.USub) else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Work out a call whose arguments are all numbers."""
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        values = [number(argument) for argument in node.args]
        if name in CALLED and values and None not in values and not node.keywords:
            return ast.Constant(CALLED[name](*values))
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Work out a comparison of numbers."""
        self.generic_visit(node)
        a, b = number(node.left), number(node.comparators[0])
        if len(node.ops) == 1 and a is not None and b is not None:
            return ast.Constant(COMPARED[type(node.ops[0])](a, b))
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """Drop conditions that are always so, and what one that never is rules out."""
        self.generic_visit(node)
        ends = isinstance(node.op, ast.Or)
        kept = [v for v in node.values if not (isinstance(v, ast.Constant) and bool(v.value) is not ends)]
        if any(isinstance(v, ast.Constant) and bool(v.value) is ends for v in kept):
            return ast.Constant(ends)
        if not kept:
            return ast.Constant(not ends)
        return kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """Take the branch of a constant condition."""
        self.generic_visit(node)
        if isinstance(node.test, ast.Constant):
            return node.body if node.test.value else node.orelse
        a, b = number(node.body), number(node.orelse)
        return ast.Constant(a) if a is not None and a == b else node

    def visit_If(self, node: ast.If) -> Any:
        """Take the branch of a constant condition, or drop both."""
        self.generic_visit(node)
        if isinstance(node.test, ast.Constant):
            return (node.body if node.test.value else node.orelse) or ast.Pass()
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """Drop an addition of nothing and a factor of one."""
        self.generic_visit(node)
        value = number(node.value)
        idle = {ast.Add: 0, ast.Sub: 0, ast.Mult: 1, ast.Div: 1}.get(type(node.op))
        return ast.Pass() if value is not None and value == idle else node


def without(source: str, name: str, value: float) -> tuple[str, int, list[str]]:
    """Return a source without the mechanism of a parameter.

    Args:
        source: A file of rules.
        name: The parameter.
        value: Its neutral value.

    Returns:
        The source that is left, how often it read the parameter, and the statements in which the value stays.
    """
    if name not in source:
        return source, 0, []
    fold = Fold(name, value)
    tree = ast.fix_missing_locations(fold.visit(ast.parse(source)))
    stays = [
        ast.unparse(statement).splitlines()[0]
        for statement in ast.walk(tree)
        if isinstance(statement, ast.stmt) and not isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Module)
        for node in own_parts(statement)
        if getattr(node, "put_in", False)
    ]
    return ast.unparse(tree), fold.read, stays


def own_parts(statement: ast.stmt) -> list[ast.AST]:
    """Return the nodes of a statement but for those of statements within it."""
    found: list[ast.AST] = []
    queue: list[ast.AST] = [node for node in ast.iter_child_nodes(statement) if not isinstance(node, ast.stmt)]
    while queue:
        node = queue.pop()
        found.append(node)
        queue += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
    return found
