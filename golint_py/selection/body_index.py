"""Functions of a package by the words in their text: who has a name, and who uses it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from golint_py.types.declared import Body, Declared, FileScope
from golint_py.types.model import Signature

MAX_USERS = 24  # functions that name a callee, beyond which its callers are not followed
MAX_NAMESAKES = 4  # functions of one name, beyond which a call is not followed to them

WORD = re.compile(rb"[A-Za-z_][0-9A-Za-z_]*")
_SILENT = re.compile(
    rb""""(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])+'|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/"""
)  # strings and comments


class BodyIndex(Struct, frozen=True, eq=False):
    """The words of each body, the names that the bodies are called by, the bodies that use each name, and that have
    it."""

    words: Sequence[set[bytes]]
    names: Sequence[bytes]
    users: Mapping[bytes, Sequence[int]]
    bearers: Mapping[bytes, Sequence[int]]


def body_index(bodies: Sequence[Body], texts: Sequence[bytes]) -> BodyIndex:
    """The index of bodies with these texts."""
    words = [set(WORD.findall(_spoken(body, text))) for body, text in zip(bodies, texts, strict=True)]
    names = [_name(body.symbol) for body in bodies]
    users: dict[bytes, list[int]] = {}
    known = set(names)
    for number, own in enumerate(words):
        for word in own & known:
            users.setdefault(word, []).append(number)
    bearers: dict[bytes, list[int]] = {}
    for number, name in enumerate(names):
        bearers.setdefault(name, []).append(number)
    return BodyIndex(words, names, users, bearers)


def _spoken(body: Body, text: bytes) -> bytes:
    """The part of the text whose words count: what the strings of a table say names nothing."""
    return _SILENT.sub(b" ", text) if body.specs else text


class Occurrences:
    """Which files of a package have a word, which is within one line. A word is looked for once, whoever asks."""

    def __init__(self, files: Iterable[FileScope]) -> None:
        self._texts = [(scope.file.path, scope.parsed.data) for scope in files]
        self._known: dict[bytes, frozenset[str]] = {}

    def of(self, word: bytes) -> frozenset[str]:
        """The paths of the files that have the word."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = frozenset(path for path, text in self._texts if word in text)
        return found

    def any_of(self, words: Iterable[bytes]) -> frozenset[str]:
        """The paths of the files that have one of the words."""
        return frozenset[str]().union(*map(self.of, words))


Finder = Callable[[bytes, tuple[bytes, ...]], frozenset[int]]


def finder(bodies: Sequence[Body], occurrences: Occurrences) -> Finder:
    """What tells the numbers of the bodies with a word in their text, which is within one line, in the files that have
    one of the triggers, if there are any. Files are searched rather than bodies: most have none of what is looked
    for."""
    spans: dict[str, tuple[bytes, list[int], list[int], list[int]]] = {}  # by file: its text; starts, ends and numbers
    for number, body in enumerate(bodies):
        _data, starts, ends, numbers = spans.setdefault(body.scope.file.path, (body.scope.parsed.data, [], [], []))
        for node in body.specs or (body.node,):
            starts.append(node.start_byte)
            ends.append(node.end_byte)
            numbers.append(number)
    files = {path: (data, *_in_order(starts, ends, numbers)) for path, (data, starts, ends, numbers) in spans.items()}

    @cache
    def among(triggers: tuple[bytes, ...]) -> list[tuple[bytes, list[int], list[int], list[int]]]:
        there = occurrences.any_of(triggers) if triggers else files.keys()
        return [one for path, one in files.items() if path in there]

    @cache
    def having(word: bytes, triggers: tuple[bytes, ...]) -> frozenset[int]:
        found: set[int] = set()
        for data, starts, ends, numbers in among(triggers):
            at = data.find(word)
            while at >= 0:
                last = bisect_right(starts, at) - 1
                inside = last >= 0 and at + len(word) <= ends[last]
                if inside:
                    found.add(numbers[last])
                at = data.find(word, max(ends[last], at + 1) if inside else at + 1)  # the empty word is everywhere
        return frozenset(found)

    return having


def _in_order(starts: list[int], ends: list[int], numbers: list[int]) -> tuple[list[int], list[int], list[int]]:
    """By place: the initialisers of a file are one body, before its functions."""
    order = sorted(range(len(starts)), key=starts.__getitem__)
    return [starts[one] for one in order], [ends[one] for one in order], [numbers[one] for one in order]


def _name(symbol: str) -> bytes:
    return symbol.rpartition(".")[2].partition("#")[0].encode()


def signature_of(declared: Declared, symbol: str) -> Signature | None:
    """The declared signature of a function or method, None for initialisers and init functions."""
    exports = declared.test_exports
    receiver, dot, name = symbol.rpartition(").")
    if not dot:
        function = exports.funcs.get(symbol[len(exports.path) + 1 :])
        return function.signature if function is not None else None
    declaration = exports.types.get(receiver.lstrip("(*")[len(exports.path) + 1 :])
    method = declaration.methods.get(name) if declaration is not None else None
    return method.signature if method is not None else None
