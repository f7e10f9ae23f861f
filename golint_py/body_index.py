"""Functions of a package by the words in their text: who has a name, and who uses it."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from golint_py.types.declared import Body, Declared
from golint_py.types.model import Signature

MAX_USERS = 24  # functions that name a callee, beyond which its callers are not followed
MAX_NAMESAKES = 4  # functions of one name, beyond which a call is not followed to them

WORD = re.compile(rb"[A-Za-z_][0-9A-Za-z_]*")


class BodyIndex(Struct, frozen=True, eq=False):
    """The words of each body, the names that the bodies are called by, the bodies that use each name, and that have
    it."""

    words: Sequence[set[bytes]]
    names: Sequence[bytes]
    users: Mapping[bytes, Sequence[int]]
    bearers: Mapping[bytes, Sequence[int]]


def body_index(bodies: Sequence[Body], texts: Sequence[bytes]) -> BodyIndex:
    """The index of bodies with these texts."""
    words = [set(WORD.findall(text)) for text in texts]
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
