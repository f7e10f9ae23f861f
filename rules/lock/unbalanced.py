"""A lock is not given back on every way through a function, or given back too often.

What it finds
    A return with a lock held that the function has taken, while other returns give it back; a lock that is given back
    twice; a lock taken with RLock and given back with Unlock, or the other way round; `defer mu.Lock()` behind
    `mu.Lock()`; a deferred Unlock in a loop that takes the lock each time; a TryLock whose result is not looked at; an
    Unlock directly behind its Lock, with nothing between them and no comment that says why.

    Silent for functions that return with the lock held on purpose, where a caller or another function gives it back,
    for locks that are put into an object, or that literals or method values give back which are kept or handed on, and
    where the program ends or panics.

Why it matters
    The next one who wants the lock waits for ever, often long after the rare error return that forgot it. A lock that
    is given back twice ends the process with `fatal error: sync: unlock of unlocked mutex`, which `recover` does not
    catch.

Bad
    package account

    import (
        "errors"
        "sync"
    )

    type Account struct {
        mu      sync.Mutex
        balance int
    }

    func (a *Account) Withdraw(amount int) error {
        a.mu.Lock()
        if amount > a.balance {
            return errors.New("not enough")
        }
        a.balance -= amount
        a.mu.Unlock()
        return nil
    }

Good
    package account

    import (
        "errors"
        "sync"
    )

    type Account struct {
        mu      sync.Mutex
        balance int
    }

    func (a *Account) Withdraw(amount int) error {
        a.mu.Lock()
        defer a.mu.Unlock()
        if amount > a.balance {
            return errors.New("not enough")
        }
        a.balance -= amount
        return nil
    }

Fix
    Write `defer mu.Unlock()` directly behind `mu.Lock()`. In a loop put the body into a function of its own. Where the
    lock must be free before the end, give it back on each way out. To wait until whoever has the lock is done, lock and
    unlock under a comment that says so.

    `golint-py fix` calls `RUnlock` for `Unlock`, or the other way round, as the lock was taken, and `Unlock` for a
    deferred `Lock` (safe). With `--unsafe-fixes` it gives the lock back before a return that forgets it, where the
    others do and what is returned is a variable or constant.

References
    https://pkg.go.dev/sync#Mutex.Unlock
    https://cwe.mitre.org/data/definitions/667.html
    https://cwe.mitre.org/data/definitions/832.html
"""

from collections.abc import Iterator

from golint_py.analyses.facts import READ
from golint_py.analyses.lock_balance import balances
from golint_py.analyses.lock_leaks import Leak, leaks
from golint_py.analyses.lock_names import written_in
from golint_py.analyses.lock_steps import Event
from golint_py.analyses.tables import lock_operations
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import (
    Call,
    Defer,
    Go,
    If,
    MapClear,
    MapDelete,
    MapWrite,
    Panic,
    Recv,
    Return,
    Select,
    Send,
    Store,
)
from golint_py.ir.program import Function, ops_of
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site

_EFFECTS = (Store, MapWrite, MapDelete, MapClear, Go, Defer, Send, Recv, Select, Panic)
_KINDS = ("free", "mismatch", "deferred-lock", "ignored")


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per lock and place; for returns, per lock and function."""
    for leak in query.get(leaks, package, query):
        yield _leak(package, leak)
    known = query.get(balances, package, query)
    for symbol in sorted(known):
        for event in known[symbol].events:
            if event.kind in _KINDS or event.deferred >= 0:
                yield _event(package, event)
    for function in package.functions.values():
        if not function.test:
            yield from _empty(function)


def _empty(function: Function) -> Iterator[Finding[Site]]:
    alone = _only_locks(function)
    for section in function.empty:
        if section.symbol in lock_operations():
            yield Finding(
                rule="lock/unbalanced",
                place=Site(function.symbol, section.at),
                message="this gives the lock back as soon as it is taken: it guards nothing",
                severity=Severity.WARNING,
                confidence=Confidence.LOW if alone else Confidence.MEDIUM,
                subject=section.symbol,
                function=function.symbol,
            )


def _only_locks(function: Function) -> bool:
    """Whether a function takes locks, gives them back and does nothing else, at most asking whether it should: there is
    nothing that they could guard, it waits for whoever has them. It may do so by calling methods of its own name."""
    name = _own_name(function.symbol)
    asked = {op.condition for op in ops_of(function, If)}
    calls = (op for op in ops_of(function, Call) if op.result not in asked)
    answers = any(op.values for op in ops_of(function, Return))
    others = any(op.callee.symbol not in lock_operations() and _own_name(op.callee.symbol) != name for op in calls)
    return "$" not in name and not answers and not others and function.by_kind.keys().isdisjoint(_EFFECTS)


def _own_name(symbol: str) -> str:
    return symbol.rpartition(".")[2].lower()


def _leak(package: Unit, leak: Leak) -> Finding[Site]:
    function = package.functions[leak.function]
    name = written_in(leak.lock, function)
    first, *others = leak.at
    confidence = Confidence.HIGH if leak.others_release else Confidence.MEDIUM
    call = "RLock" if leak.mode == READ else "Lock"
    return Finding(
        rule="lock/unbalanced",
        place=Site(leak.function, first),
        message=f"`{name}` is still held on this return" + (", others give it back" if leak.others_release else ""),
        severity=Severity.WARNING,
        confidence=confidence,
        subject=name,
        function=leak.function,
        related=(
            Related(Site(leak.function, leak.taken_at), f"{call} here"),
            *(Related(Site(leak.function, at), "held here as well") for at in others),
        ),
        plan=FixPlan("unlock-before-return", name, Safety.UNSAFE) if leak.others_release else None,
    )


def _event(package: Unit, event: Event) -> Finding[Site]:
    function = package.functions[event.function]
    name = written_in(event.lock, function)
    all_ways = event.ways == event.of or event.kind == "ignored"
    confidence = Confidence.HIGH if all_ways else Confidence.MEDIUM
    at, before = event.at, event.before
    match event.kind:
        case "free":
            message = f"`{name}` is {'' if all_ways else 'perhaps '}already unlocked here"
            label = "taken here, and given back since"
        case "mismatch" if event.mode == READ:
            message, label = f"`{name}` is locked with Lock and released with RUnlock", "Lock here"
        case "mismatch":
            message, label = f"`{name}` is locked with RLock and released with Unlock", "RLock here"
        case "deferred-lock":
            message, label = f"`{name}` is locked again when the function returns; Unlock was meant", "taken here"
        case "ignored":
            message, label = f"the result of this attempt to lock `{name}` is not looked at", ""
        case _:
            message = f"`{name}` is unlocked when the function returns, not at the end of each turn of the loop"
            at, label = event.deferred, "taken again here, while it is held"
            before = event.at
    return Finding(
        rule="lock/unbalanced",
        place=Site(event.function, at),
        message=message,
        severity=Severity.WARNING,
        confidence=confidence,
        subject=name,
        function=event.function,
        related=(Related(Site(event.function, before), label),) if label and before >= 0 else (),
        plan=FixPlan("other-unlock", name, Safety.SAFE) if event.kind in ("mismatch", "deferred-lock") else None,
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(667, 832),
    security=4.0,
    triggers=(b"sync",),
    candidates=(b"ock()", b"Unlock"),
    reach=1,
    paired=True,
    fix=Safety.SAFE,
    production=True,
)
