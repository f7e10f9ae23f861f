"""Which functions of a package are worth lowering: those that something could ask about, by the words in their text.

For maps these are the functions that name a map field or a package map, that start goroutines, that lead to one of
those, and the helpers that lock for them. For a package rule they are the functions whose text holds one of the rule's
candidates, and those within the rule's reach: callers, callees, and the initialisers of the package variables that they
name (with those that hold function literals, whose numbers count them all; tables of more than `MAX_TABLE` lines are
left out). What is left out cannot change a finding but in one way: a caller is found by the name of what it calls, and
a name that very many functions use, or share, is not followed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, structs
from tree_sitter import Node

from golint_py.analyses.handlers import embeds_server
from golint_py.holders import naming, shaped
from golint_py.rule import Rule, Scope
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body, Declared
from golint_py.types.lookup import Overlay, underlying
from golint_py.types.model import Array, Basic, Chan, Map, Named, Pointer, Signature, Slice, StructType, Type
from golint_py.types.scope import Exports, Packages
from golint_py.types.universe import FLOATS, INTEGER_BITS

MAX_USERS = 24  # functions that name a callee, beyond which its callers are not followed
MAX_WRITERS = 6  # functions that store to a field of one name, beyond which a rule that follows text asks none of them
MAX_TABLE = 2000  # lines of an initialiser beyond which a package rule does not want to know its content
SOME_USERS = 3  # those of them that a rule that follows text looks at, since there being some counts
MAX_NAMESAKES = 4  # functions of one name, beyond which a package rule does not follow the name

_WORD = re.compile(rb"[A-Za-z_][0-9A-Za-z_]*")
_CALL = re.compile(rb"\b([A-Za-z_][0-9A-Za-z_]*)(?:\[[^\[\]()\n]*\])?\(")
_SPAWN = re.compile(rb"\bgo\s+[\w(]|\.Go\(|\.TryGo\(|AfterFunc\(|HandleFunc\(|\.Handle\(|\.Parallel\(\)|RunParallel\(")
_FIELDS = (b"EventHandlerFuncs", b"EventHandlerDetailedFuncs", b"ReverseProxy", b"tls.Config{", b"http.Server{")
_HANDLERS = (
    b"http.ResponseWriter",
    b"gin.Context",
    b"echo.Context",
    b"fiber.Ctx",
    b"fasthttp.RequestCtx",
    b"iris.Context",
    b"restful.Request",
    b"mqtt.Message",
    b"nats.Msg",
    b"ConsumerGroupClaim",
    b"prometheus.Metric",
    b"reconcile.Request",
    b"ctrl.Request",
    b"Server(",
    b"Server)",
    b"rpc.Register",
    *_FIELDS,
)  # what libraries call, see knowledge/roots.toml
_FIELD = re.compile(rb"\.([A-Za-z_]\w*)\b(?!\()")
_STORED = re.compile(rb"\.(\w+)(?:\[[^\]\n]*\])?\s*(?:\+?=(?!=)|<-)|\b(\w+):\s")
_HELPER = re.compile(rb"[Ll]ock(?:er)?\(\)|[Ll]ock\b|\.Wait\(\)|\.Done\(\)|\bclose\(|<-")
_CONCURRENT = re.compile(
    rb"[Ll]ock\(\)|\bgo\s+[\w(]|\.Go\(|AfterFunc\(|http\.ResponseWriter|\.Parallel\(\)|HandleFunc\("
)
_WRITTEN = re.compile(rb"\b(\w+)(?:\[[^\n=]*\])+\s*(?:=(?!=)|\+\+|--|[-+*/|&^%]=|<<=|>>=|,[^\n=]*=(?!=))")
_DELETED = re.compile(rb"(?:delete|clear)\([^\n,)]*?(\w+)(?:\[[^\n]*?\])*\s*[,)]")
_ALIASED = re.compile(rb"(?:[=:,]|return)\s*[&*]?[\w.()\[\]]*?\b(\w+)(?:\[[^\n]*\])*\s*(?:$|,|\}|;)", re.MULTILINE)
_HANDED = re.compile(rb"[(,]\s*&?(?:[\w()\[\]]+\.)*(\w+)(?:\[[^\n]*?\])*(?=[,)])")


class Wanted(Struct, frozen=True, eq=False):
    """A body to lower, and how many lines it has."""

    body: Body
    lines: int


class _Index(Struct, frozen=True, eq=False):
    """The words of each body, the names that the bodies are called by, the bodies that use each name, and that have
    it."""

    words: Sequence[set[bytes]]
    names: Sequence[bytes]
    users: Mapping[bytes, Sequence[int]]
    bearers: Mapping[bytes, Sequence[int]]


def triggers_of(rule: Rule, sinks: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The triggers of a rule; one that follows text to sinks has those as well that are not among what it knows."""
    return (*rule.triggers, *sinks) if rule.text and rule.triggers else rule.triggers


def wanted_bodies(
    declared: Declared,
    fresh: frozenset[str],
    rules: Sequence[Rule],
    packages: Packages,
    sinks: tuple[bytes, ...] = (),
) -> list[Wanted]:
    """The bodies to lower, in source order. `sinks` is how calls look of sinks that the rules do not know."""
    bodies = declared.bodies
    texts = [_text(body) for body in bodies]
    found = [
        (rule, _for_rule(rule, declared, texts, sinks))
        for rule in rules
        if rule.scope is Scope.PACKAGE or rule.candidates or rule.holders or rule.names or rule.shapes
    ]
    found = [(rule, seeds) for rule, seeds in found if seeds]
    maps = any(rule.scope is Scope.MODULE for rule in rules) and (
        any(_CONCURRENT.search(text) for text in texts) or _called_by_libraries(declared)
    )
    asked = maps or any(rule.reach for rule, _ in found)
    index = _index(bodies, texts) if asked else _Index((), (), {}, {})
    whole = _for_maps(declared, texts, packages, index) if maps else set[int]()
    whole = whole.union(*(seeds for rule, seeds in found if rule.holders or (rule.names and not rule.text)))
    chosen = set[int]().union(*(seeds for _, seeds in found))
    names: set[bytes] = set()
    values: set[bytes] = set()
    for reach, text in {(rule.reach, rule.text) for rule, _ in found if rule.reach}:
        seeds = set[int]().union(*(some for rule, some in found if (rule.reach, rule.text) == (reach, text)))
        near = _within(reach, seeds, declared, texts, index, text)
        names = names.union(*(index.words[number] for number in near if not bodies[number].specs))
        held = {index.names[number] for number in near if not bodies[number].specs} if text else set()
        chosen |= (
            near | _naming(bodies, names) | {n for n, body in enumerate(bodies) if body.specs and held & index.words[n]}
        )
        values |= held
    for words in {rule.sources for rule in rules if rule.sources and declared.exports.name != "main"}:
        chosen |= _giving_foreign_text(words, declared, texts)
    candidates = [*sinks, *(candidate for rule, _ in found for candidate in rule.candidates)]
    kept = [
        bodies[number] if number in whole else _narrowed(bodies[number], names, values, candidates)
        for number in sorted(chosen | whole)
        if bodies[number].scope.file.path in fresh
    ]
    return [Wanted(body, _lines(body)) for body in kept if body is not None]


def _lines(body: Body) -> int:
    data = body.scope.parsed.data
    return sum(data.count(b"\n", one.start_byte, one.end_byte) + 1 for one in body.specs or (body.node,))


def _narrowed(body: Body, names: set[bytes], values: set[bytes], candidates: Iterable[bytes]) -> Body | None:
    """Of initialisers those of the named variables, with one of the values or a candidate in their text, or with
    function literals; None where nothing is left."""
    if not body.specs:
        return body
    data = body.scope.parsed.data
    kept = []
    for spec in body.specs:
        text = data[spec.start_byte : spec.end_byte]
        literals = b"func(" in text or b"func (" in text
        wanted = not names.isdisjoint(_names(spec)) or any(one in text for one in candidates)
        wanted = wanted or (bool(values) and not values.isdisjoint(_WORD.findall(text)))
        if literals or (wanted and text.count(b"\n") < MAX_TABLE):
            kept.append(spec)
    return structs.replace(body, node=kept[0], specs=tuple(kept)) if kept else None


def _naming(bodies: Sequence[Body], names: set[bytes]) -> set[int]:
    """The initialisers of variables with these names."""
    return {
        number
        for number, body in enumerate(bodies)
        if body.specs and any(not names.isdisjoint(_names(spec)) for spec in body.specs)
    }


def _text(body: Body) -> bytes:
    """The source of a body, with the declarations of all of its specifications for initialisers."""
    last = body.specs[-1] if body.specs else body.node
    return body.scope.parsed.data[body.node.start_byte : last.end_byte]


def _for_rule(rule: Rule, declared: Declared, texts: Sequence[bytes], sinks: tuple[bytes, ...]) -> set[int]:
    found: set[int] = set()
    sinks = sinks if rule.text else ()
    triggers = triggers_of(rule, sinks)
    triggered: dict[str, bool] = {}
    for number, body in enumerate(declared.bodies):
        file = body.scope.file.path
        if file not in triggered:
            data = body.scope.parsed.data
            triggered[file] = not triggers or any(trigger in data for trigger in triggers)
        candidates = rule.candidates if body.scope.file.test else (*rule.candidates, *sinks)
        if triggered[file] and any(candidate in texts[number] for candidate in candidates):
            found.add(number)
    if (rule.holders or rule.names or rule.shapes) and (
        not rule.triggers or any(one in scope.parsed.data for scope in declared.files for one in rule.triggers)
    ):
        found |= naming(rule, declared, texts) | shaped(rule, declared, texts)
    return found


def _giving_foreign_text(words: tuple[bytes, ...], declared: Declared, texts: Sequence[bytes]) -> set[int]:
    """Exported functions with one of the words of sources that may give other packages what they read."""
    found = set()
    for number, text in enumerate(texts):
        if any(word in text for word in words):
            body = declared.bodies[number]
            exported = not body.specs and body.symbol.rpartition(".")[2][:1].isupper()
            if exported and not body.scope.file.test and gives_text(declared, body.symbol):
                found.add(number)
    return found


def _index(bodies: Sequence[Body], texts: Sequence[bytes]) -> _Index:
    words = [set(_WORD.findall(text)) for text in texts]
    names = [_name(body.symbol) for body in bodies]
    users: dict[bytes, list[int]] = {}
    known = set(names)
    for number, own in enumerate(words):
        for word in own & known:
            users.setdefault(word, []).append(number)
    bearers: dict[bytes, list[int]] = {}
    for number, name in enumerate(names):
        bearers.setdefault(name, []).append(number)
    return _Index(words, names, users, bearers)


def _within(
    reach: int, seeds: set[int], declared: Declared, texts: Sequence[bytes], index: _Index, only_text: bool
) -> set[int]:
    """The seeds, and what is `reach` calls away from them in either direction."""
    bearers = index.bearers
    tests = [body.scope.file.test for body in declared.bodies]
    leading = seeds | (_writers(seeds, texts, tests) if only_text else set())
    chosen, new = set(leading), set(leading)
    for _ in range(reach):
        near: set[int] = set()
        for number in new:
            if only_text and tests[number] and number not in seeds:
                continue
            name = index.names[number]
            using = index.users.get(name, ())
            # What else calls a function that only gives text to a seed says nothing about the seed.
            called_by = number in leading and len(bearers[name]) <= MAX_NAMESAKES
            callers = {user for user in using if not only_text or tests[number] or not tests[user]}
            if len(callers) > MAX_USERS:
                callers = set(sorted(callers)[:SOME_USERS]) if only_text else set()
            leading |= callers if called_by else set()
            near |= callers if called_by else set()
            for called in set(_CALL.findall(texts[number])):
                same = bearers.get(called, ())
                if len(same) <= MAX_NAMESAKES:
                    near.update(
                        one for one in same if not only_text or gives_text(declared, declared.bodies[one].symbol)
                    )
        if not only_text:
            leading |= near
        new = near - chosen
        chosen |= new
    return chosen


def _writers(readers: set[int], texts: Sequence[bytes], tests: Sequence[bool]) -> set[int]:
    """The functions that store to fields of the names that the readers use, where these are few."""
    names = {name for number in readers if not tests[number] for name in _FIELD.findall(texts[number])}
    if not names:
        return set()
    found: dict[bytes, set[int]] = {}
    for number, text in enumerate(texts):
        if not tests[number]:
            for match in _STORED.finditer(text):
                name = match[1] or match[2]
                if name in names:
                    found.setdefault(name, set()).add(number)
    return set().union(*(some for some in found.values() if len(some) <= MAX_WRITERS))


def gives_text(declared: Declared, symbol: str) -> bool:
    """Whether a result of the function may hold text: it is neither a number, nor a truth value, nor an error."""
    signature = _signature(declared, symbol)
    return signature is None or not all(_is_without_text(one) for one in signature.results)


def _is_without_text(kind: Type | None) -> bool:
    if isinstance(kind, Basic):
        return kind.name in INTEGER_BITS or kind.name in FLOATS or kind.name == "bool"
    return isinstance(kind, Named) and kind.name == "error"


def _signature(declared: Declared, symbol: str) -> Signature | None:
    """The declared signature of a function or method, None for initialisers and init functions."""
    exports = declared.test_exports
    receiver, dot, name = symbol.rpartition(").")
    if not dot:
        function = exports.funcs.get(symbol[len(exports.path) + 1 :])
        return function.signature if function is not None else None
    declaration = exports.types.get(receiver.lstrip("(*")[len(exports.path) + 1 :])
    method = declaration.methods.get(name) if declaration is not None else None
    return method.signature if method is not None else None


def _names(spec: Node) -> set[bytes]:
    """The names that a specification declares."""
    return {name.text for name in N.fields(spec, N.F_NAME) if name.text is not None}


def _for_maps(declared: Declared, texts: Sequence[bytes], packages: Packages, index: _Index) -> set[int]:
    names = map_names(declared, packages)
    names &= _changed(texts)
    words, callable_names = index.words, index.names
    tests = [body.scope.file.test for body in declared.bodies]
    chosen = {
        number
        for number, text in enumerate(texts)
        if _SPAWN.search(text) or (not tests[number] and not names.isdisjoint(words[number]))
    }
    chosen |= _handing_over(declared, texts)
    if not chosen:
        return chosen
    _add_callers(chosen, callable_names, index.users, tests)
    taking = _map_takers(declared, packages)
    leading = {number for number, test in enumerate(tests) if test and not names.isdisjoint(words[number])}
    _add_callers(leading, callable_names, index.users, tests)  # test code that leads to a map
    helps = [taken or (tests[number] and number in leading) for number, taken in enumerate(taking)]
    work = list(chosen)
    while work:
        for name in words[work.pop()] & index.bearers.keys():
            for number in index.bearers[name]:
                if number not in chosen and (helps[number] or _HELPER.search(texts[number])):
                    chosen.add(number)
                    work.append(number)
    return chosen


def _called_by_libraries(declared: Declared) -> bool:
    """Whether there is something that libraries call from goroutines of their own."""
    return any(embeds_server(declared.exports)) or any(
        word in scope.parsed.data for scope in declared.files if not scope.file.test for word in _HANDLERS
    )


def _handing_over(declared: Declared, texts: Sequence[bytes]) -> set[int]:
    """Functions with maps of their own that may hand literals to libraries, and those that register servers."""
    asked: dict[str, list[bytes]] = {}
    found: set[int] = set()
    for number, body in enumerate(declared.bodies):
        file = body.scope.file
        if file.path not in asked:
            data = body.scope.parsed.data
            asked[file.path] = [] if file.test else [word for word in _HANDLERS if word in data]
        text = texts[number] if asked[file.path] else b""
        words = asked[file.path] if b"map[" in text or b"Register" in text else _FIELDS
        if text and any(word in text for word in words):
            found.add(number)
    return found


def _changed(texts: Sequence[bytes]) -> set[bytes]:
    """Names behind which something is written in place, deleted or cleared, that get a second name, or that are handed
    to a call: a map of another name is only ever replaced, and cannot conflict."""
    found: set[bytes] = set()
    for text in texts:
        for pattern in (_WRITTEN, _DELETED, _ALIASED, _HANDED):
            found.update(pattern.findall(text))
    return found


def _map_takers(declared: Declared, packages: Packages) -> list[bool]:
    """For each body whether the function has a map among its parameters, or a map as its receiver."""
    exports = declared.test_exports
    own = Overlay(packages, {exports.path: exports})
    found: list[bool] = []
    for body in declared.bodies:
        receiver, dot, _name = body.symbol.rpartition(").")
        declaration = exports.types.get(receiver.lstrip("(*")[len(exports.path) + 1 :]) if dot else None
        taken = declaration is not None and _holds_map(declaration.underlying, own)
        signature = _signature(declared, body.symbol)
        found.append(taken or any(_holds_map(one, own) for one in (signature.params if signature is not None else ())))
    return found


def _add_callers(
    chosen: set[int], names: Sequence[bytes], users: Mapping[bytes, Sequence[int]], tests: Sequence[bool]
) -> None:
    """Callers, by name, of what is chosen; what tests call says nothing about the rest of the package."""
    work = list(chosen)
    while work:
        called = work.pop()
        using = users.get(names[called], ())
        if len(using) > MAX_USERS:
            continue
        for number in using:
            if number not in chosen and (tests[called] or not tests[number]):
                chosen.add(number)
                work.append(number)


def _name(symbol: str) -> bytes:
    return symbol.rpartition(".")[2].partition("#")[0].encode()


def map_names(declared: Declared, packages: Packages) -> set[bytes]:
    """Names of fields and package variables, of this package and exported ones of its imports, that hold maps."""
    found: set[bytes] = set()
    own = Overlay(packages, {declared.exports.path: declared.test_exports})
    _collect(declared.test_exports, own, found, exported=False)
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
        if not exported and isinstance(kind, StructType):
            _fields(kind, packages, found, exported)
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
