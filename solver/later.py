"""How does a package offer names whose modules are loaded only when one of them is first asked for?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def later(package: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """A package's `__getattr__` (PEP 562). `names` says where each name is: 'module', or 'module:what it is there'."""

    def found(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, _, own = names[name].partition(":")
        return getattr(import_module(module), own or name)

    return found


def places(package: str, modules: Mapping[str, str]) -> dict[str, str]:
    """The module of each name, from the names in each module of the package, apart by blanks."""
    return {name: f"{package}.{module}" for module, names in modules.items() for name in names.split()}
