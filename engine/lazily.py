"""What is imported only when somebody asks for it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any


def lazily(package: str, names: Mapping[str, Collection[str]]) -> Callable[[str], Any]:
    """The `__getattr__` of `package` (https://peps.python.org/pep-0562/); `names` are those of each module.

    It belongs under `if not TYPE_CHECKING`: a module that has one has any name whatever for a type checker.
    """
    where = {name: module for module, some in names.items() for name in some}

    def find(name: str) -> Any:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(where[name]), name)
        setattr(sys.modules[package], name, found)  # which is not asked again
        return found

    return find


@contextmanager
def undisturbed() -> Iterator[None]:
    """While torch is imported: nothing that comes is garbage, and the collector would look through it ten times over.

    That is an eighth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
