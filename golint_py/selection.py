"""Which functions of a package are worth lowering: those that something could ask about, by the words in their text.

For maps these are the functions that name a map field or a package map, that start goroutines, that lead to one of those, and the
helpers that lock for them. For a package rule they are the functions whose text holds one of the rule's candidates. What is
left out cannot change a finding but in one way: a caller is found by the name of what it calls, and a name that very many
functions use is not followed.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from golint_py.rule import Rule, Scope
from golint_py.types.declared import Body, Declared
from golint_py.types.lookup import underlying
from golint_py.types.model import Array, Chan, Map, Pointer, Slice, StructType, Type
from golint_py.types.scope import Exports, Packages

MAX_USERS = 60  # functions that name a callee, beyond which its callers are not followed

_WORD = re.compile(rb"[A-Za-z_][0-9A-Za-z_]*")
_SPAWN = re.compile(rb"\bgo\s+[\w(]|\.Go\(|\.TryGo\(|AfterFunc\(|HandleFunc\(|\.Handle\(|\.Parallel\(\)|RunParallel\(")
_LOCK = re.compile(rb"[Ll]ock(?:er)?\(\)|[Ll]ock\b")
_CONCURRENT = re.compile(rb"[Ll]ock\(\)|\bgo\s+[\w(]|\.Go\(|AfterFunc\(|http\.ResponseWriter|\.Parallel\(\)|HandleFunc\(")
_MAP = re.compile(rb"\bmap\[|\bmap\b")


class Wanted(Struct, frozen=True, eq=False):
    """A body to lower, and how many lines it has."""

    body: Body
    lines: int


def wanted_bodies(
    declared: Declared, fresh: frozenset[str], rules: Sequence[Rule], packages: Packages
) -> list[Wanted]:
    """The bodies to lower, in source order."""
    bodies = declared.bodies
    texts = [_text(body) for body in bodies]
    chosen: set[int] = set()
    if any(rule.scope is Scope.MODULE for rule in rules):
        chosen |= _for_maps(declared, texts, packages)
    for rule in rules:
        if rule.scope is Scope.PACKAGE:
            chosen |= _for_rule(rule, bodies, texts)
    return [
        Wanted(bodies[number], texts[number].count(b"\n") + 1)
        for number in sorted(chosen)
        if bodies[number].scope.file.path in fresh
    ]


def _text(body: Body) -> bytes:
    """The source of a body, with the declarations of all of its specifications for initialisers."""
    last = body.specs[-1] if body.specs else body.node
    return body.scope.parsed.data[body.node.start_byte : last.end_byte]


def _for_rule(rule: Rule, bodies: Sequence[Body], texts: Sequence[bytes]) -> set[int]:
    found: set[int] = set()
    triggered: dict[str, bool] = {}
    for number, body in enumerate(bodies):
        file = body.scope.file.path
        if file not in triggered:
            data = body.scope.parsed.data
            triggered[file] = not rule.triggers or any(trigger in data for trigger in rule.triggers)
        if triggered[file] and any(candidate in texts[number] for candidate in rule.candidates):
            found.add(number)
    return found


def _for_maps(declared: Declared, texts: Sequence[bytes], packages: Packages) -> set[int]:
    if not any(_CONCURRENT.search(text) for text in texts):
        return set()
    names = map_names(declared, packages)
    words = [set(_WORD.findall(text)) for text in texts]
    chosen = {
        number
        for number, text in enumerate(texts)
        if not names.isdisjoint(words[number]) or _SPAWN.search(text) or (b"func(" in text and _MAP.search(text))
    }
    if not chosen:
        return chosen
    callable_names = [_name(body.symbol) for body in declared.bodies]
    users: dict[bytes, list[int]] = {}
    known = set(callable_names)
    for number, own in enumerate(words):
        for word in own & known:
            users.setdefault(word, []).append(number)
    _add_callers(chosen, callable_names, users)
    named = set[bytes]().union(*(words[number] for number in chosen))
    for number, text in enumerate(texts):
        if number not in chosen and callable_names[number] in named and _LOCK.search(text):
            chosen.add(number)
    return chosen


def _add_callers(chosen: set[int], names: Sequence[bytes], users: Mapping[bytes, list[int]]) -> None:
    work = list(chosen)
    while work:
        using = users.get(names[work.pop()], ())
        if len(using) > MAX_USERS:
            continue
        for number in using:
            if number not in chosen:
                chosen.add(number)
                work.append(number)


def _name(symbol: str) -> bytes:
    return symbol.rpartition(".")[2].partition("#")[0].encode()


def map_names(declared: Declared, packages: Packages) -> set[bytes]:
    """Names of fields and package variables, of this package and exported ones of its imports, that hold maps."""
    found: set[bytes] = set()
    _collect(declared.test_exports, packages, found, exported=False)
    for path in declared.test_exports.imports:
        if "." in path.partition("/")[0] or path in ("net/http", "net/url"):
            imported = packages.exports(path)
            if imported is not None:
                _collect(imported, packages, found, exported=True)
    return found


def _collect(exports: Exports, packages: Packages, found: set[bytes], exported: bool) -> None:
    for name, kind in exports.vars.items():
        if (not exported or name[:1].isupper()) and _holds_map(kind, packages):
            found.add(name.encode())
    for declaration in exports.types.values():
        _fields(declaration.underlying, packages, found, exported)


def _fields(kind: Type | None, packages: Packages, found: set[bytes], exported: bool) -> None:
    """Names of the map fields of a struct, of unnamed structs in it too."""
    work: list[Type | None] = [kind]
    while work:
        now = work.pop()
        if isinstance(now, Pointer | Slice | Array | Chan | Map):
            work.append(now.elem)
        elif isinstance(now, StructType):
            for field in now.fields:
                if (not exported or field.name[:1].isupper()) and _holds_map(field.type, packages):
                    found.add(field.name.encode())
                if not exported:
                    work.append(field.type)


def _holds_map(kind: Type | None, packages: Packages) -> bool:
    """Whether values of the type are maps, or contain maps one step down."""
    for _ in range(4):
        if isinstance(kind, Map):
            return True
        if isinstance(kind, Pointer | Slice | Array):
            kind = kind.elem
            continue
        below = underlying(kind, packages)
        if below is kind or not isinstance(below, Map | Pointer | Slice | Array):
            return False
        kind = below
    return False

