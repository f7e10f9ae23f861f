"""A shared variable is set on first use, and two goroutines may both be first.

What it finds
    `if v == nil { v = ... }` (or a flag that is asked and set) on a package variable or a field, where two goroutines
    can run the code at once and no lock is common to the look and the store: in HTTP handlers, in goroutines started
    several times, in a background goroutine and an exported method. Also the look without a lock in front of the one
    with it (double-checked locking), which Go's memory model does not allow.

    Silent inside of `sync.Once`, under a lock, in init and in constructors. Where only callers out of sight could run
    the code at once, the confidence is low.

Why it matters
    Both goroutines find nothing and make an object each; one of the two is lost, with whatever was registered in it.
    The other may also see the pointer before what it points to.

Bad
    package clock

    import (
        "net/http"
        "time"
    )

    var zone *time.Location

    func local() *time.Location {
        if zone == nil {
            zone, _ = time.LoadLocation("Europe/Zurich")
        }
        return zone
    }

    func Now(w http.ResponseWriter, r *http.Request) {
        w.Write([]byte(time.Now().In(local()).String()))
    }

Good
    package clock

    import (
        "net/http"
        "sync"
        "time"
    )

    var local = sync.OnceValue(func() *time.Location {
        zone, _ := time.LoadLocation("Europe/Zurich")
        return zone
    })

    func Now(w http.ResponseWriter, r *http.Request) {
        w.Write([]byte(time.Now().In(local()).String()))
    }

Fix
    Use `sync.OnceValue` for a package variable, a `sync.Once` beside the field for a field, or hold a lock around the
    look and the store. Or set it before the first goroutine starts.

    `golint-py fix --unsafe-fixes` declares a `sync.Once` beside the variable and sets the variable in it, where one
    function sets and uses it. Refused where it is used, reset or given a value elsewhere (they would go past the Once),
    is exported, or where setting it may fail (an error beside the value, a return): a Once does not try again.
    Unsafe, because who calls the function again while it sets the variable waits for itself, for ever.

References
    https://pkg.go.dev/sync#OnceValue
    https://go.dev/ref/mem#badsync
    https://cwe.mitre.org/data/definitions/609.html
"""

from collections.abc import Iterator

from golint_py.analyses.conflict_words import thread_name, thread_of
from golint_py.analyses.link import Linked
from golint_py.analyses.variable_races import VariableRace, lazy_races
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site


def check(facts: Linked) -> Iterator[Finding[Site]]:
    """One finding for each variable and function."""
    for race in lazy_races(facts.functions, facts.contexts):
        yield _finding(race)


def _finding(race: VariableRace) -> Finding[Site]:
    one, other = race.one, race.other
    name = one.access.name
    if one.thread.id == other.thread.id:
        who = "another caller" if one.thread.kind in ("api", "value") else "another run of it"
    else:
        who = thread_name(other)
    if one.guards and not other.guards:
        message = f"`{name}` is looked at without the lock under which it is set here: {who} may see half of it"
    else:
        message = f"`{name}` is set on first use without a lock, and {who} does the same at the same time"
    symbol = one.function.symbol
    return Finding(
        rule="goroutine/racy-lazy-init",
        place=Site(symbol, one.access.at),
        message=message,
        severity=Severity.WARNING,
        confidence=race.confidence,
        subject=one.access.location,
        function=symbol,
        related=(Related(Site(symbol, other.access.at), f"`{name}` is looked at here"),),
        threads=(thread_of(one, race.contexts), thread_of(other, race.contexts)),
        plan=FixPlan("once", one.access.location, Safety.UNSAFE),
    )


RULE = Rule(
    scope=Scope.MODULE,
    severity=Severity.WARNING,
    cwe=(609, 362),
    security=4.0,
    fix=Safety.UNSAFE,
    triggers=(b"go func", b"\tgo ", b".Go(", b"ResponseWriter", b"AfterFunc("),
    shapes=(
        rb"if (?:\w+\.)*(\w+) == nil \{(?:[^\n]*\n){1,8}?\s*(?:\w+\.)*\1(?:, \w+)* = ",
        rb"if !(?:\w+\.)*(\w+) \{(?:[^\n]*\n){1,12}?\s*(?:\w+\.)*\1 = true",
        rb"if (?:\w+\.)*(\w+) != nil \{\s*\n\s*return [^\n]*\n\s*\}(?:[^\n]*\n){1,8}?\s*(?:\w+\.)*\1(?:, \w+)* = ",
    ),
    reach=1,
    production=True,
)
