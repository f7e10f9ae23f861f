"""A WaitGroup that is waited for too early, for ever, or in vain.

What it finds
    `wg.Add` in the body of a goroutine that also calls `wg.Done`, where nobody has raised the count before the
    goroutine starts, and somebody waits for the group.

    A goroutine that returns on some way without `Done`, and calls it on others. A goroutine that waits and is started
    before the first `Add`. `Done` where nothing was added, twice for one `Add`, or in a function that runs by `wg.Go`,
    which calls it itself. `defer wg.Done()` behind another deferred function that still writes results: deferred
    functions run in reverse. As a note: `Wait` in a loop, right behind the only goroutine that it starts.

    Silent where the function that starts it, or one that may run before, calls `Add` as well, where the goroutine
    counts further ones that it starts, and where others may call `Done` or `Add`: the group is passed on, or `Done` is
    called once for each round of a loop.

Why it matters
    `Wait` returns at once while the count is zero. A goroutine that has not run yet has not counted itself: the program
    goes on without it, reads results that are not there, or ends. It happens rarely, and under load. A `Done` that is
    missing blocks `Wait` for ever; one too many panics.

Bad
    package crawl

    import "sync"

    func All(urls []string, visit func(string)) {
        var wg sync.WaitGroup
        for _, url := range urls {
            go func() {
                wg.Add(1)
                defer wg.Done()
                visit(url)
            }()
        }
        wg.Wait()
    }

Good
    package crawl

    import "sync"

    func All(urls []string, visit func(string)) {
        var wg sync.WaitGroup
        for _, url := range urls {
            wg.Add(1)
            go func() {
                defer wg.Done()
                visit(url)
            }()
        }
        wg.Wait()
    }

Fix
    Call `Add` before the `go` statement, or use `wg.Go` (go 1.25).

    `golint-py fix` moves it there, where it is a statement of its own at the beginning of the literal that is started,
    or of a function or method that nothing but `go` statements of the package calls. From go 1.25 on, a literal without
    parameters that defers `Done` is started with `wg.Go`.

    `golint-py fix --unsafe-fixes` makes `defer wg.Done()` of a `Done` that is the last thing on its ways but not
    reached on others, and moves one up that is deferred behind what writes results. The other cases are yours.

References
    https://pkg.go.dev/sync#WaitGroup.Add
    https://cwe.mitre.org/data/definitions/362.html
"""

from collections.abc import Iterator

from golint_py.analyses.group_misuse import misuses
from golint_py.analyses.unit import Unit
from golint_py.analyses.wait_groups import late_adds
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per goroutine and group, or place."""
    for late in query.get(late_adds, package, query):
        yield Finding(
            rule="goroutine/waitgroup-misuse",
            place=Site(late.function, late.at),
            message=f"`{late.name}` is told of this goroutine by the goroutine itself: Wait may have returned before",
            severity=Severity.ERROR,
            confidence=Confidence.HIGH if late.near else Confidence.MEDIUM,
            subject=late.name,
            function=late.function,
            related=(Related(Site(late.starter, late.start), "started here, not yet counted"),),
            plan=FixPlan("add-before-go", late.name, Safety.SAFE),
        )

    for one in query.get(misuses, package, query):
        message, before, severity, confidence = _WORDS[one.kind]
        same = (one.function, one.at) == (one.other, one.other_at)
        yield Finding(
            rule="goroutine/waitgroup-misuse",
            place=Site(one.function, one.at),
            message=message.format(name=one.name),
            severity=severity,
            confidence=Confidence.LOW if package.functions[one.function].test else confidence,
            subject=f"{one.name} {one.kind}",
            function=one.function,
            related=() if same else (Related(Site(one.other, one.other_at), before.format(name=one.name)),),
            plan=FixPlan(_FIXES[one.kind], one.name, Safety.UNSAFE) if one.kind in _FIXES else None,
        )


_WORDS = {
    "missing": (
        "the goroutine ends here without `{name}.Done()`: Wait never returns",
        "on this way it is called",
        Severity.ERROR,
        Confidence.MEDIUM,
    ),
    "early": (
        "`{name}` is first added to when the goroutine that waits for it runs already: Wait may have returned",
        "the goroutine that waits is started here",
        Severity.ERROR,
        Confidence.HIGH,
    ),
    "negative": (
        "`{name}.Done()` is called more often than is added: it panics",
        "called already",
        Severity.ERROR,
        Confidence.MEDIUM,
    ),
    "counted": (
        "`{name}.Go` calls `Done` when this function returns: one more lets the count fall below zero, and panics",
        "counted and started here",
        Severity.ERROR,
        Confidence.HIGH,
    ),
    "serial": (
        "`{name}.Wait()` right behind the start of the goroutine: the loop runs one at a time",
        "the goroutine of this round",
        Severity.NOTE,
        Confidence.MEDIUM,
    ),
    "published": (
        "`{name}.Done()` runs before the function that is deferred above, whose results Wait is to wait for",
        "deferred before, so it runs after Done",
        Severity.ERROR,
        Confidence.MEDIUM,
    ),
}
_FIXES = {"missing": "defer-done", "published": "done-last"}


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(362,),
    security=4.0,
    fix=Safety.SAFE,
    triggers=(b"WaitGroup",),
    candidates=(b".Add(", b".Done()", b".Wait()", b".Go("),
    holders=("sync.WaitGroup",),
    reach=1,
    started=True,
)
