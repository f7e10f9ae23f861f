"""Which functions name a variable that a rule asks about: by its declared type, or by what is written somewhere.

By words: a function that names a field or package variable of one of a rule's types, or one whose name a rule's
expression finds in the text of some function, is worth lowering. A name that stands for something else as well costs
time, never a finding.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from golint_py.rule import Rule
from golint_py.selection.body_index import WORD, BodyIndex, signature_of
from golint_py.types.declared import Declared
from golint_py.types.model import HOLDERS, Named, Pointer, Signature, StructType, Type
from golint_py.types.scope import Exports

MAX_NAMES = 400  # names beyond which the package is left to the candidates


def naming(rule: Rule, declared: Declared, texts: Sequence[bytes], indexed: Callable[[], BodyIndex]) -> set[int]:
    """Numbers of the bodies that name what the rule asks about."""
    asked = _asked(rule, declared)
    names = set(held_in(declared.test_exports, frozenset(rule.holders))) if rule.holders else set()
    for expression in rule.names:
        search = re.compile(expression)
        for number in asked:
            names.update(found[1] for found in search.finditer(texts[number]))
    if not names or len(names) > MAX_NAMES:
        return set()
    alone = names
    if rule.names and not rule.holders and not rule.text:
        alone = names & {name.encode() for name in declared.test_exports.vars}
    word = re.compile(rb"\.\s*" + one_of(names) + rb"\b|\b" + one_of(alone) + rb"\b")
    if not all(map(WORD.fullmatch, names)):  # a name that is none of the words of a text, but is in it
        return {number for number in asked if word.search(texts[number])}
    words = indexed().words
    found = {number for number in asked if not words[number].isdisjoint(names) and word.search(texts[number])}
    return found | set(_makers(declared, texts, asked, names)) if rule.names else found


def _makers(
    declared: Declared, texts: Sequence[bytes], asked: Sequence[int], names: AbstractSet[bytes]
) -> Iterator[int]:
    """Numbers of the bodies that make an object with a field of one of the names, and return it: nobody else has it."""
    path = declared.exports.path
    types = {
        f"{path}.{name}": re.compile(rb"\b" + name.encode() + rb"(?:\[[^]]*\])?\{|\bnew\(" + name.encode() + rb"\)")
        for name, declaration in declared.test_exports.types.items()
        if isinstance(declaration.underlying, StructType)
        and any(field.name.encode() in names for field in declaration.underlying.fields)
    }
    for number in asked if types else ():
        signature = signature_of(declared, declared.bodies[number].symbol)
        for result in signature.results if signature is not None else ():
            made = result.elem if isinstance(result, Pointer) else None
            if isinstance(made, Named) and made.name in types and types[made.name].search(texts[number]):
                yield number


def _asked(rule: Rule, declared: Declared) -> Sequence[int]:
    """Numbers of the bodies that the rule may say something about."""
    bodies = declared.bodies
    return [number for number, body in enumerate(bodies) if not (rule.production and body.scope.file.test)]


def one_of(names: AbstractSet[bytes]) -> bytes:
    """An expression for one of the names; for none, what never occurs."""
    return rb"(?:" + (b"|".join(sorted(map(re.escape, names))) or rb"(?!)") + rb")"


def shaped(rule: Rule, declared: Declared, texts: Sequence[bytes]) -> set[int]:
    """Numbers of the bodies whose text has one of the rule's shapes, about a field or package variable."""
    names: set[bytes] | None = None
    asked = _asked(rule, declared)
    found: set[int] = set()
    for expression in rule.shapes:
        search = re.compile(expression)
        for number in asked:
            for match in search.finditer(texts[number]):
                if names is None:
                    names = set(_declared_names(declared.test_exports))
                if match[1] in names:
                    found.add(number)
    return found


def _declared_names(exports: Exports) -> Iterator[bytes]:
    yield from (name.encode() for name in exports.vars)
    work: list[Type | None] = [declaration.underlying for declaration in exports.types.values()]
    while work:
        now = work.pop()
        if isinstance(now, StructType):
            for field in now.fields:
                yield field.name.encode()
                work.append(field.type)


def held_in(exports: Exports, types: frozenset[str]) -> Iterator[bytes]:
    """Names of the fields and package variables that hold a value of one of the named types, directly or as an element;
    an embedded one goes by the name of the type that embeds it as well."""
    for name, kind in exports.vars.items():
        yield from _found(name, kind, types)
    for name, declaration in exports.types.items():
        if declaration.underlying is not None:
            yield from _found(name, declaration.underlying, types)


def _found(name: str, kind: Type | None, types: frozenset[str]) -> Iterator[bytes]:
    work: list[tuple[str, Type | None]] = [(name, kind)]
    while work:
        owner, now = work.pop()
        if isinstance(now, Named) and now.name in types:
            yield owner.encode()
        elif isinstance(now, HOLDERS):
            work.append((owner, now.elem))
        elif isinstance(now, StructType):
            for field in now.fields:
                work.append((field.name, field.type))
                if field.embedded and isinstance(field.type, Named) and field.type.name in types:
                    yield owner.encode()


def results_of(exports: Exports) -> Iterator[tuple[bytes, Type | None]]:
    """Functions and methods, by name, with each of their results."""
    signatures: list[tuple[str, Signature]] = [(name, one.signature) for name, one in exports.funcs.items()]
    for declaration in exports.types.values():
        signatures.extend((name, method.signature) for name, method in declaration.methods.items())
    return ((name.encode(), kind) for name, signature in signatures for kind in signature.results)
