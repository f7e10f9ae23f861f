"""A sync.Map or atomic.Value is asked for a type that nothing stores there.

What it finds
    A key of one type looked up in a `sync.Map` to which only keys of other types are stored: `Load(1)` asks for an
    `int` and never finds the `int64` that was stored. A loaded value asserted to be of a type that no store supplies.
    An `atomic.Value` that is stored to with two types.

    Silent for variables and fields that are exported or handed on, and as soon as one store's type is not known.

Why it matters
    The compiler cannot help: keys and values are interfaces, and two of different types are never equal. A lookup that
    cannot hit fails without a word, an assertion panics, and so does the second type in an `atomic.Value`.

Bad
    package users

    import "sync"

    type Cache struct {
        byID sync.Map
    }

    func (c *Cache) Put(id int64, name string) {
        c.byID.Store(id, name)
    }

    func (c *Cache) Root() (string, bool) {
        name, ok := c.byID.Load(0)
        if !ok {
            return "", false
        }
        return name.(string), true
    }

Good
    package users

    import "sync"

    type Cache struct {
        byID sync.Map
    }

    func (c *Cache) Put(id int64, name string) {
        c.byID.Store(id, name)
    }

    func (c *Cache) Root() (string, bool) {
        name, ok := c.byID.Load(int64(0))
        if !ok {
            return "", false
        }
        return name.(string), true
    }

Fix
    Convert the key to the type that is stored, and assert the type that is stored. A small generic wrapper around
    `sync.Map`, with methods that take K and V, lets the compiler check both.

    `golint-py fix` converts a constant key (safe) where all keys are of one type: `m.Load(int64(0))`.

References
    https://pkg.go.dev/sync#Map
    https://pkg.go.dev/sync/atomic#Value.Store
    https://cwe.mitre.org/data/definitions/843.html
"""

from collections.abc import Iterator

from golint_py.analyses.stored_types import ASSERTED, SOUGHT, STORED, Use, uses
from golint_py.analyses.unit import Unit
from golint_py.analyses.words import short_type
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site
from golint_py.types.display import type_text


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding for each place that asks for a type that is not there."""
    for found in query.get(uses, package, query).values():
        production = [use for use in found if not package.functions[use.function].test]
        for role in ("key", "value"):
            stored = [use for use in found if use.role == role and use.how == STORED]
            types = {use.type for use in stored}
            for use in production:
                if use.role == role and stored and use.how in (SOUGHT, ASSERTED) and use.type not in types:
                    yield _finding(use, stored, package.path)
        if found[0].atomic:
            yield from _second_type([use for use in production if use.how == STORED], package.path)


def _second_type(stored: list[Use], package: str) -> Iterator[Finding[Site]]:
    """Stores to an atomic.Value of another type than the first one's."""
    for use in stored:
        if use.type != stored[0].type:
            message = (
                f"`{use.name}` is stored with a `{_text(use, package)}` here and with a "
                f"`{_text(stored[0], package)}` elsewhere: the second Store panics"
            )
            yield _told(use, message, stored[:1], package, None)
            return


def _finding(use: Use, stored: list[Use], package: str) -> Finding[Site]:
    asked, types = _text(use, package), sorted({_text(one, package) for one in stored})
    there = " or ".join(f"`{one}`" for one in types)
    plan = None
    if use.how == SOUGHT:
        message = f"`{use.name}` has {there} keys, and is asked for `{asked}` here: this never finds an entry"
        if use.untyped and len(types) == 1:
            plan = FixPlan("convert-constant", use.location, Safety.SAFE, (("type", types[0]),))
    else:
        consequence = "this is never true" if use.checked else "this panics"
        message = f"`{use.name}` has values of type {there}, and is asserted to have `{asked}` here: {consequence}"
    return _told(use, message, stored, package, plan)


def _text(use: Use, package: str) -> str:
    return short_type(type_text(use.type), package)


def _told(use: Use, message: str, stored: list[Use], package: str, plan: FixPlan | None) -> Finding[Site]:
    first = stored[0]
    return Finding(
        rule="map/syncmap-type-mismatch",
        place=Site(use.function, use.at),
        message=message,
        severity=Severity.ERROR,
        confidence=Confidence.MEDIUM if use.checked else Confidence.HIGH,
        subject=use.location,
        function=use.function,
        related=(Related(Site(first.function, first.at), f"stored with `{_text(first, package)}` here"),),
        plan=plan,
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(843,),
    security=3.7,
    triggers=(b"sync.Map", b"atomic.Value"),
    candidates=(b"sync.Map", b"atomic.Value"),
    holders=("sync.Map", "sync/atomic.Value"),
    fix=Safety.SAFE,
)
