"""Finds texts in the window's code that nobody can translate."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

WORDS = re.compile(r"[A-Za-z]{2,} |^[^a-zA-Z]*[A-Z][a-z]|[a-z]{2,}…| [a-z]{2,}$")
IN_F_STRING = re.compile(r"[A-Za-z]{2,}")
TRANSLATED = {"tr", "tr_n", "mark", "counted", "Command"}
FOR_MACHINES = {
    "cast", "error", "getLogger", "Path", "QKeySequence", "setObjectName", "setStyle", "setDesktopFileName", "Signal",
    "TypeVar", "value", "setValue", "_flag", "compile", "sub", "split", "svg",
}  # fmt: skip
# Names, formats, and what is the same in every language.
AS_IT_IS = {
    "Kith", "DBSCAN", "K-means", "English", "简体中文", "Fusion", "catalogue.sqlite", "Job", "Hans", "Hant",
    "Library", "icon ",
}  # fmt: skip
PIECES = re.compile(r"^[\s·]*(ISO|f/|1/)[\s·]*$|[<>{};]|^\.(svg|part|ini|qm)$|^(window|tiles)/$")


def unwrapped(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every literal that looks like words for people, and goes through no translation."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    skipped = set(_not_for_people(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in skipped:
            continue
        above = list(_above(node, parents))
        if not any(_call(each) in TRANSLATED | FOR_MACHINES for each in above) and _is_words(
            node.value, above
        ):
            yield node.lineno, node.value


def _is_words(text: str, above: list[ast.AST]) -> bool:
    looks = IN_F_STRING if any(isinstance(each, ast.JoinedStr) for each in above) else WORDS
    return bool(looks.search(text)) and text not in AS_IT_IS and not PIECES.search(text)


def _above(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    """What the literal stands in, up to its statement."""
    while not isinstance(node, ast.stmt) and node in parents:
        node = parents[node]
        yield node


def _call(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _not_for_people(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, annotations, format specifications, and constants that are translated where they are used."""
    used = {
        argument.id
        for node in ast.walk(tree)
        if _call(node) == "tr"
        for argument in node.args  # type: ignore[attr-defined]
        if isinstance(argument, ast.Name)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Expr(ast.Constant()):
                yield node.value
            case ast.arg(annotation=ast.expr() as note) | ast.AnnAssign(annotation=note):
                yield from ast.walk(note)
            case ast.FunctionDef(returns=ast.expr() as note):
                yield from ast.walk(note)
            case ast.FormattedValue(format_spec=ast.expr() as spec):
                yield from ast.walk(spec)
            case ast.Assign([ast.Name(name)], ast.Constant()) if name in used:
                yield node.value
            case ast.ClassDef(name="Menu"):
                yield from ast.walk(node)
