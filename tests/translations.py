"""Gathers the texts of the window for the translators, and compiles what they wrote: `make translations`.

Qt's lupdate knows no Python tables, no f-strings and none of our plural forms; so the texts are found by Python's own
parser, and put into the same files, which Qt Linguist opens and lrelease compiles.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import PySide6

ROOT = Path(__file__).resolve().parent.parent
GUI = ROOT / "gui"
CATALOGUES = ROOT / "resources" / "i18n"
CONTEXT = "Kith"
PHRASEBOOK = "phrasebook.py"  # whose tables hold nothing else


class Message(NamedTuple):
    """What is to be translated; one with `{n}` in it that is counted has as many forms as the language has."""

    text: str
    comment: str = ""
    counted: bool = False


class Translation(NamedTuple):
    """Of one message; `forms` is empty while it is not finished."""

    message: Message
    forms: tuple[str, ...]


def messages() -> list[Message]:
    """All of the window, each once, in an order that code can be moved without changing."""
    found: set[Message] = set()
    for file in GUI.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found.update(_phrases(tree) if file.name == PHRASEBOOK else of_module(tree))
    return sorted(found)


def of_module(tree: ast.Module) -> Iterator[Message]:
    """The texts that one module shows."""
    constants = dict(_constants(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node, constants)
        elif isinstance(node, ast.ClassDef) and node.name == "Menu":
            yield from (Message(each) for each in _strings(node))


def _of_call(node: ast.Call, constants: dict[str, str]) -> Iterator[Message]:
    texts = [_text(argument, constants) for argument in node.args]
    match node.func:
        case ast.Name("tr") if texts[0] is not None:
            yield Message(texts[0], (texts[1] or "") if len(texts) > 1 else "")
        case ast.Name("mark") if texts[0] is not None:
            yield Message(texts[0])
        case ast.Name("tr_n") if texts[0] is not None and texts[1] is not None:
            yield from [Message(texts[0])] if "{n}" not in texts[0] else []
            yield Message(texts[1], counted=True)
        case ast.Name("counted") if texts[1] is not None:
            plural = texts[2] if len(texts) > 2 else None
            yield Message(f"{{n}} {plural or texts[1] + 's'}", counted=True)
        case ast.Name("Command"):
            yield from (Message(each) for each in texts[2:4] if each is not None)


def _phrases(tree: ast.Module) -> Iterator[Message]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
            yield from (Message(each, counted="{n}" in each) for each in _strings(node.value))


def _strings(node: ast.AST) -> list[str]:
    return [
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and not _is_docstring(each, node)
    ]


def _is_docstring(text: ast.Constant, node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and text.value == ast.get_docstring(node, clean=False)


def _text(node: ast.expr, constants: dict[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return constants.get(node.id) if isinstance(node, ast.Name) else None


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The texts that stand by a name on top of the module."""
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], ast.Constant(str(text))):
                yield name, text


def read(catalogue: Path) -> list[Translation]:
    """What stands in a file of Qt Linguist."""
    found = []
    for each in ET.parse(catalogue).getroot().iter("message"):
        translation = each.find("translation")
        assert translation is not None
        counted = each.get("numerus") == "yes"
        forms = (
            [form.text or "" for form in translation.iter("numerusform")]
            if counted
            else [translation.text or ""]
        )
        finished = translation.get("type") is None
        message = Message(each.findtext("source", ""), each.findtext("comment", ""), counted)
        found.append(Translation(message, tuple(forms) if finished else ()))
    return found


def write(catalogue: Path, language: str, translations: list[Translation]) -> None:
    """As Qt Linguist itself writes it."""
    top = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(top, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for message, forms in translations:
        each = ET.SubElement(context, "message", {"numerus": "yes"} if message.counted else {})
        ET.SubElement(each, "source").text = message.text
        if message.comment:
            ET.SubElement(each, "comment").text = message.comment
        translation = ET.SubElement(each, "translation", {} if forms else {"type": "unfinished"})
        if message.counted:
            for form in forms or ("",):
                ET.SubElement(translation, "numerusform").text = form
        else:
            translation.text = "".join(forms)
    ET.indent(top, "    ")
    body = ET.tostring(top, encoding="unicode", short_empty_elements=False)
    catalogue.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def compile_to(catalogue: Path, target: Path) -> None:
    """The form in which Qt loads it."""
    lrelease = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    subprocess.run([lrelease, "-silent", catalogue, "-qm", target], check=True)


def main() -> None:
    """Bring every catalogue up to date, keep what is translated, and compile it."""
    for catalogue in sorted(CATALOGUES.glob("kith_*.ts")):
        known = {each.message: each.forms for each in read(catalogue)} if catalogue.stat().st_size else {}
        now = [Translation(message, known.get(message, ())) for message in messages()]
        write(catalogue, catalogue.stem.removeprefix("kith_"), now)
        compile_to(catalogue, catalogue.with_suffix(".qm"))
        missing = [each.message.text for each in now if not each.forms]
        print(f"{catalogue.name}: {len(now)} texts, {len(missing)} to be translated", *missing, sep="\n    ")


if __name__ == "__main__":
    main()
