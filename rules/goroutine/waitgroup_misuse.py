"""A goroutine raises the count of the WaitGroup that it is counted by.

What it finds
    `wg.Add` in the body of a goroutine that also calls `wg.Done`, where nobody has raised the count before the
    goroutine starts, and somebody waits for the group.

    Silent where the function that starts it, or one that may run before, calls `Add` as well, where the goroutine
    counts further ones that it starts, and for `wg.Go`.

Why it matters
    `Wait` returns at once while the count is zero. A goroutine that has not run yet has not counted itself: the program
    goes on without it, reads results that are not there, or ends. It happens rarely, and under load.

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

    `golint-py fix` moves it there, where it is a statement of its own at the beginning of the literal that is started.

References
    https://pkg.go.dev/sync#WaitGroup.Add
    https://cwe.mitre.org/data/definitions/362.html
"""

from collections.abc import Iterator

from golint_py.analyses.unit import Unit
from golint_py.analyses.wait_groups import late_adds
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per goroutine and group."""
    for late in query.get(late_adds, package):
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


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(362,),
    security=4.0,
    fix=Safety.SAFE,
    triggers=(b"WaitGroup",),
    candidates=(b".Add(", b".Done()", b".Wait()", b"go "),
    reach=1,
)
