"""The rules without importing their modules: an index of their metadata, made by `scripts/build_rule_index.py`.

An entry counts only for a module whose bytes it was made from; any other rule is imported at once. So the index can
make a start faster and nothing else.
"""

import os
import zlib
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from golint_py.rule import Loaded, Rule, Runnable, id_of, load, module_places
from golint_py.text.finding import Finding
from golint_py.text.span import Site

INDEX = "index.json"


class Entry(Struct, frozen=True):
    """One rule: its metadata, and the CRC-32 of its module's bytes."""

    checksum: int
    rule: Rule


class Indexed:
    """A rule whose module is imported when it is run, or its page is read."""

    __slots__ = ("_family", "_loaded", "_module", "id", "rule")

    def __init__(self, family: str, module: str, rule: Rule) -> None:
        self._family = family
        self._module = module
        self._loaded: Loaded | None = None
        self.id = id_of(family, module)
        self.rule = rule

    def _load(self) -> Loaded:
        if self._loaded is None:
            self._loaded = load(self._family, self._module)
        return self._loaded

    @property
    def check(self) -> Callable[..., Iterator[Finding[Site]]]:
        """The generator of findings."""
        return self._load().check

    @property
    def doc(self) -> str:
        """The docstring."""
        return self._load().doc


def known_rules() -> tuple[Runnable, ...]:
    """All rules, sorted by id, those that the index knows not imported. Raises `RuleError` as `discover` does."""
    found: dict[str, Runnable] = {}
    for folder in module_places():
        index = read_index(folder.path)
        for family, module in folder.modules:
            entry = index.get(id_of(family, module))
            if entry is not None and entry.checksum == checksum(folder.path, family, module):
                rule: Runnable = Indexed(family, module, entry.rule)
            else:
                rule = load(family, module)
            found.setdefault(rule.id, rule)
    return tuple(found[key] for key in sorted(found))


def read_index(folder: str) -> dict[str, Entry]:
    """The index in a folder of rules; empty where there is none or it cannot be read."""
    try:
        with open(os.path.join(folder, INDEX), "rb") as file:
            return msgspec.json.decode(file.read(), type=dict[str, Entry])
    except (OSError, msgspec.MsgspecError):
        return {}


def checksum(folder: str, family: str, module: str) -> int:
    """CRC-32 of a module's bytes; -1 where there is none to read."""
    try:
        with open(os.path.join(folder, family, module + ".py"), "rb") as file:
            return zlib.crc32(file.read())
    except OSError:
        return -1


def build_index(folder: str) -> bytes:
    """The index of the rules in a folder, as its file has it."""
    entries: dict[str, Entry] = {}
    for place in module_places():
        if os.path.realpath(place.path) == os.path.realpath(folder):
            for family, module in place.modules:
                entries[id_of(family, module)] = Entry(checksum(folder, family, module), load(family, module).rule)
    return msgspec.json.format(msgspec.json.encode(entries, order="sorted"), indent=1) + b"\n"
