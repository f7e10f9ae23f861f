"""Which functions of a package are worth lowering: those that something could ask about, by the words in their text.

For maps these are the functions that name a map field or a package map, that start goroutines, that lead to one of
those, and the helpers that lock for them. For a package rule they are the functions whose text holds one of the rule's
candidates, and those within the rule's reach: callers, callees, and the initialisers of the package variables that they
name (with those that hold function literals, whose numbers count them all; tables of more than `MAX_TABLE` lines are
left out). What is left out cannot change a finding but in one way: a caller is found by the name of what it calls, and
a name that very many functions use, or share, is not followed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct, structs
from tree_sitter import Node

from golint_py.rule import Rule, Scope
from golint_py.selection.beside import runs_beside
from golint_py.selection.body_index import WORD, BodyIndex, Finder, Occurrences, body_index, finder
from golint_py.selection.holders import naming, shaped
from golint_py.selection.nearby import functions_near, gives_text, way_of
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body, Declared
from golint_py.types.scope import Packages

MAX_TABLE = 2000  # lines of an initialiser beyond which a package rule does not want to know its content


class Wanted(Struct, frozen=True, eq=False):
    """A body to lower, and how many lines it has. `doubtful`: only if its types say that it copies what must not be
    copied; nothing else asks for it."""

    body: Body
    lines: int
    doubtful: bool = False


class Selected(Struct, frozen=True, eq=False):
    """The bodies to lower, in source order, and what other packages may share (`Exports.sharing`, `Facts.alone`).
    `wraps`: other packages have to be told what some of them do (`Facts.wrappers`)."""

    wanted: list[Wanted]
    sharing: tuple[str, ...] = ()
    alone: bool = False
    wraps: bool = False


class Text(Struct, frozen=True, eq=False):
    """The text of all bodies of a package, the numbers of those that have a word, what tells their index, and which
    files have a word."""

    all: Sequence[bytes]
    having: Finder
    indexed: Callable[[], BodyIndex]
    occurrences: Occurrences


def triggers_of(rule: Rule, sinks: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The triggers of a rule; one that follows text to sinks has those as well that are not among what it knows."""
    return (*rule.triggers, *sinks) if rule.text and rule.triggers else rule.triggers


def text_of(declared: Declared, occurrences: Occurrences) -> Text:
    """The text of a package's bodies; `occurrences` are those in its files."""
    bodies = declared.bodies
    texts = [_text(body) for body in bodies]

    @cache
    def indexed() -> BodyIndex:
        return body_index(bodies, texts)

    return Text(texts, finder(bodies, occurrences), indexed, occurrences)


def wanted_bodies(
    declared: Declared,
    fresh: frozenset[str],
    rules: Sequence[Rule],
    packages: Packages,
    sinks: tuple[bytes, ...] = (),
    focus: frozenset[str] | None = None,
    imported: bool = False,
    spawns: tuple[bytes, ...] = (),
    text: Text | None = None,
) -> Selected:
    """The bodies to lower. `sinks` is how calls look of sinks that the rules do not know, `spawns` those of functions
    of other packages that start what they are given. With a `focus` only what
    concerns bodies in those files. `imported`: other packages of the run may start goroutines that use this one.
    `text`: that of the package, where it is known already."""
    bodies = declared.bodies
    text = text or text_of(declared, Occurrences(declared.files))
    texts, indexed, occurrences = text.all, text.indexed, text.occurrences
    found = list(_seeds(rules, declared, packages, text, sinks))
    doubtful: set[int] = set()
    if any(rule.copies and _triggered(rule, text) for rule in rules):
        from golint_py.selection.copying import copying  # patterns that most packages need not compile

        doubtful = copying(declared, packages, texts, indexed().words, fresh)
    focused = None
    if focus is not None:
        focused = {number for number, body in enumerate(bodies) if body.scope.file.path in focus}
        outside_tests = {number for number in focused if not bodies[number].scope.file.test}
        found = [
            (rule, seeds & focused if rule.text else seeds)
            for rule, seeds in found
            if seeds & (outside_tests if rule.scope is Scope.MODULE else focused)
        ]
    found = [(rule, seeds) for rule, seeds in found if seeds]
    threads_asked = any(rule.scope is Scope.MODULE for rule in rules)
    running = threads_asked and runs_beside(declared, texts, occurrences, spawns)
    maps = running or (threads_asked and _shares(declared, packages, imported))
    asked = maps or any(rule.reach for rule, _ in found)
    index = indexed() if asked else BodyIndex((), (), {}, {})
    threads = [seeds for rule, seeds in found if rule.scope is Scope.MODULE and not rule.candidates]
    whole: set[int] = set()
    shared: tuple[str, ...] = ()
    if maps:
        from golint_py.selection.shared_state import shared_bodies  # patterns that most single files need not compile

        found_shared = shared_bodies(
            declared, texts, occurrences, packages, index, set[int]().union(*threads), imported, focused, spawns
        )
        whole, shared = found_shared.chosen, found_shared.offered
    wraps: set[int] = set()
    if running or (threads_asked and imported):
        from golint_py.selection.wrapping import wrapping  # as above

        wraps = wrapping(declared, packages, texts)
    complete = (seeds for rule, seeds in found if _wholly(rule))
    whole = whole.union(wraps, *complete)
    chosen = set[int]().union(*(seeds for _, seeds in found))
    names: set[bytes] = set()
    values: set[bytes] = set()
    for way in {way_of(rule) for rule, _ in found if rule.reach}:
        seeds = set[int]().union(*(some for rule, some in found if way_of(rule) == way))
        near = functions_near(way, seeds, declared, texts, index)
        names = names.union(*(index.words[number] for number in near if not bodies[number].specs))
        held = {index.names[number] for number in near if not bodies[number].specs} if way.text else set()
        chosen |= (
            near | _naming(bodies, names) | {n for n, body in enumerate(bodies) if body.specs and held & index.words[n]}
        )
        values |= held
    for words in {rule.sources for rule in rules if rule.sources and declared.exports.name != "main"}:
        chosen |= _giving_foreign_text(words, declared, text)
    candidates = [*sinks, *(candidate for rule, _ in found for candidate in rule.candidates)]
    sure = chosen | whole
    wanted = []
    for number in sorted(sure | doubtful):
        body = bodies[number]
        if body.scope.file.path in fresh:
            entire = number in whole or number in doubtful
            kept = body if entire else _narrowed(body, names, values, candidates)
            if kept is not None:
                wanted.append(Wanted(kept, _lines(kept), number not in sure))
    return Selected(wanted, shared, maps and not running, imported and bool(wraps))


def _wholly(rule: Rule) -> bool:
    """Whether all initialisers that the rule asks for are lowered, not only those of the variables that are named."""
    return bool((rule.holders and not rule.started) or (rule.names and not rule.text))


def _shares(declared: Declared, packages: Packages, imported: bool) -> bool:
    """Whether there may be maps that several packages have: of this one, where others import it, or of its imports."""
    if imported and any(b"map[" in scope.parsed.data for scope in declared.files if not scope.file.test):
        return True
    found = (packages.exports(path) for path in declared.exports.imports)
    return any(exports.sharing for exports in found if exports is not None)


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
        wanted = wanted or (bool(values) and not values.isdisjoint(WORD.findall(text)))
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
    """The source of a body: of initialisers that of its specifications, and nothing of what stands between them."""
    data = body.scope.parsed.data
    return b"\n".join(data[one.start_byte : one.end_byte] for one in body.specs or (body.node,))


def _seeds(
    rules: Iterable[Rule],
    declared: Declared,
    packages: Packages,
    text: Text,
    sinks: tuple[bytes, ...],
) -> Iterator[tuple[Rule, set[int]]]:
    """By rule the bodies that it asks for by their text; rules of one family often ask for the same."""
    known: dict[tuple[object, ...], set[int]] = {}
    for rule in rules:
        if rule.scope is Scope.PACKAGE or rule.candidates or rule.holders or rule.names or rule.shapes:
            asked = (rule.candidates, rule.holders, rule.names, rule.shapes)
            key = (rule.triggers, rule.text, rule.production, rule.started, *asked)
            if key not in known:
                known[key] = _for_rule(rule, declared, text, sinks)
                if rule.started and known[key]:
                    from golint_py.selection.groups import at_hand  # patterns that most packages need not compile

                    known[key] &= at_hand(rule.holders, declared, packages, text.indexed())
            yield rule, known[key]


def _for_rule(rule: Rule, declared: Declared, text: Text, sinks: tuple[bytes, ...]) -> set[int]:
    bodies = declared.bodies
    sinks = sinks if rule.text else ()
    triggers = triggers_of(rule, sinks)
    found = set[int]().union(*(text.having(word, triggers) for word in rule.candidates))
    if rule.production:
        found = {number for number in found if not bodies[number].scope.file.test}
    found.update(
        number for sink in sinks for number in text.having(sink, triggers) if not bodies[number].scope.file.test
    )
    asked = rule.names or rule.shapes or (rule.holders and not rule.started)
    if asked and _triggered(rule, text):
        found |= naming(rule, declared, text.all, text.indexed) | shaped(rule, declared, text.all)
    return found


def _triggered(rule: Rule, text: Text) -> bool:
    """Whether a file has one of the rule's triggers."""
    return not rule.triggers or any(map(text.occurrences.of, rule.triggers))


def _giving_foreign_text(words: tuple[bytes, ...], declared: Declared, text: Text) -> set[int]:
    """Exported functions with one of the words of sources that may give other packages what they read."""
    found = set()
    for number in set[int]().union(*(text.having(word, ()) for word in words)):
        body = declared.bodies[number]
        exported = not body.specs and body.symbol.rpartition(".")[2][:1].isupper()
        if exported and not body.scope.file.test and gives_text(declared, body.symbol):
            found.add(number)
    return found


def _names(spec: Node) -> set[bytes]:
    """The names that a specification declares."""
    return {name.text for name in N.fields(spec, N.F_NAME) if name.text is not None}
