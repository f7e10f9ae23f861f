"""What is near the functions that a rule asks for: callers and callees by their names, and who stores what they use."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from golint_py.rule import Rule
from golint_py.selection.body_index import MAX_NAMESAKES, MAX_USERS, BodyIndex, signature_of
from golint_py.types.declared import Declared
from golint_py.types.model import Basic, Named, Type
from golint_py.types.universe import FLOATS, INTEGER_BITS

MAX_WRITERS = 6  # functions that store to a field of one name, beyond which a rule that follows text asks none of them
SOME_USERS = 3  # callers of too many that a rule that follows text looks at, since there being some counts

_CALL = re.compile(rb"\b([A-Za-z_][0-9A-Za-z_]*)(?:\[[^\[\]()\n]*\])?\(")
_FIELD = rb"\.([A-Za-z_]\w*)\b(?!\()"
_STORED = rb"\.(\w+)(?:\[[^\]\n]*\])?\s*(?:\+?=(?!=)|<-)|\b(\w+):\s"


class Way(Struct, frozen=True):
    """How the functions near those that a rule asks for are found: see `Rule`."""

    reach: int
    text: bool
    paired: bool
    started: bool
    production: bool


def way_of(rule: Rule) -> Way:
    """That of a rule."""
    return Way(rule.reach, rule.text, rule.paired, rule.started, rule.production)


def functions_near(way: Way, seeds: set[int], declared: Declared, texts: Sequence[bytes], index: BodyIndex) -> set[int]:
    """The seeds, and what is near them."""
    left_out = {n for n, body in enumerate(declared.bodies) if body.scope.file.test} if way.production else set[int]()
    if way.started:
        from golint_py.selection.groups import starting  # patterns that most packages need not compile

        near = starting(seeds, texts, index)
    elif way.paired:
        near = _paired(seeds, texts, index, left_out)
    else:
        near = _within(way, seeds, declared, texts, index, left_out)
    return near - left_out


def _paired(seeds: set[int], texts: Sequence[bytes], index: BodyIndex, left_out: AbstractSet[int]) -> set[int]:
    """The seeds, what a seed calls that calls one, and who calls a seed that takes more than it gives back."""
    from golint_py.selection.helping import uneven  # as above

    chosen = set(seeds)
    names = {index.names[number] for number in seeds}
    for number in seeds:
        for called in set(_CALL.findall(texts[number])):
            same = index.bearers.get(called, ())
            if len(same) <= MAX_NAMESAKES:
                chosen.update(one for one in same if not names.isdisjoint(index.words[one]))
        if uneven(texts[number]):
            users = set(index.users.get(index.names[number], ())) - left_out
            chosen.update(users if len(users) <= MAX_USERS else ())
    return chosen


def _within(
    way: Way,
    seeds: set[int],
    declared: Declared,
    texts: Sequence[bytes],
    index: BodyIndex,
    left_out: AbstractSet[int],
) -> set[int]:
    """The seeds, and what is `reach` calls away from them in either direction."""
    bearers, only_text = index.bearers, way.text
    tests = [body.scope.file.test for body in declared.bodies]
    leading = seeds | (_writers(seeds, texts, tests) if only_text else set())
    chosen, new = set(leading), set(leading)
    for _ in range(way.reach):
        near: set[int] = set()
        for number in new:
            if only_text and tests[number] and number not in seeds:
                continue
            name = index.names[number]
            using = index.users.get(name, ())
            # What else calls a function that only gives text to a seed says nothing about the seed.
            called_by = number in leading and len(bearers[name]) <= MAX_NAMESAKES
            callers = {user for user in using if not only_text or tests[number] or not tests[user]} - left_out
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
    names = {name for number in readers if not tests[number] for name in re.findall(_FIELD, texts[number])}
    if not names:
        return set()
    found: dict[bytes, set[int]] = {}
    for number, text in enumerate(texts):
        if not tests[number]:
            for match in re.finditer(_STORED, text):
                name = match[1] or match[2]
                if name in names:
                    found.setdefault(name, set()).add(number)
    return set().union(*(some for some in found.values() if len(some) <= MAX_WRITERS))


def gives_text(declared: Declared, symbol: str) -> bool:
    """Whether a result of the function may hold text: it is neither a number, nor a truth value, nor an error."""
    signature = signature_of(declared, symbol)
    return signature is None or not all(_is_without_text(one) for one in signature.results)


def _is_without_text(kind: Type | None) -> bool:
    if isinstance(kind, Basic):
        return kind.name in INTEGER_BITS or kind.name in FLOATS or kind.name == "bool"
    return isinstance(kind, Named) and kind.name == "error"
