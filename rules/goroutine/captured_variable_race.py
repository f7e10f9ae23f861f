"""A local variable is written in a goroutine and touched elsewhere, and nothing orders the two.

What it finds
    A variable that a function shares with a goroutine started in it, or that several of its goroutines share: one side
    writes, the other reads or writes, no lock is common to both, and neither a join nor a channel comes between. The
    usual ones are `err` of the function around assigned in a goroutine (`err = f()` where `err := f()` was meant),
    counters, results collected with `append`, a result that is returned before the goroutine has ended, and loop
    variables in modules before go 1.22.

    Where a function of the program starts the goroutine, and may wait for its end, the confidence is low. Silent where
    the write comes before the goroutine starts or the read behind its end (`WaitGroup.Wait`, `errgroup.Wait`,
    `synctest.Test`), where one side waits for what the other says after its own access (a send, a close, a receive that
    makes room, a flag that is set through `sync/atomic` or under a lock), for `sync.Once`, for channels with one slot
    that are used as a mutex, for elements of a slice (`results[i] = ...`), and for what is handed over as an argument.
    Maps have rules of their own.

Why it matters
    A data race has no meaning in Go: the reader may see nothing, half of an interface or slice value (which ends in a
    crash far away), or another goroutine's error.

Bad
    package fetch

    import "sync"

    func All(urls []string, get func(string) error) error {
        var err error
        var wg sync.WaitGroup
        for _, url := range urls {
            wg.Add(1)
            go func() {
                defer wg.Done()
                err = get(url)
            }()
        }
        wg.Wait()
        return err
    }

Good
    package fetch

    import (
        "errors"
        "sync"
    )

    func All(urls []string, get func(string) error) error {
        errs := make([]error, len(urls))
        var wg sync.WaitGroup
        for i, url := range urls {
            wg.Add(1)
            go func() {
                defer wg.Done()
                errs[i] = get(url)
            }()
        }
        wg.Wait()
        return errors.Join(errs...)
    }

Fix
    Declare the variable inside the goroutine if nobody else needs it. Give each goroutine an element of its own, or
    send results over a channel, or guard the variable with a mutex. For errors use `errgroup.Group`.

    `golint-py fix --unsafe-fixes` makes the first of these that is possible: the goroutine gets a variable of its own
    (`err := f()`) where it assigns before it reads and nobody else wants what it wrote; it gets the value as an
    argument where it only reads, once and at its beginning; a mutex beside the variable is taken wherever the accesses
    are not ordered. Refused for results (each `return` writes them) and where more than the variable's value is used.
    Unsafe, because it may change which value is seen.

References
    https://go.dev/doc/articles/race_detector#Race_on_loop_counter
    https://go.dev/ref/mem
    https://cwe.mitre.org/data/definitions/362.html
"""

from collections.abc import Iterator

from golint_py.analyses.captured_races import Race, captured_races
from golint_py.analyses.conflict_words import thread_name, thread_of
from golint_py.analyses.link import Linked
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site


def check(facts: Linked) -> Iterator[Finding[Site]]:
    """One finding for each variable and function."""
    for race in captured_races(facts.functions):
        yield _finding(race)


def _finding(race: Race) -> Finding[Site]:
    one, other = race.one, race.other
    name = one.access.name
    what = "written" if one.access.writes else "read"
    itself = one.access == other.access and one.thread.id == other.thread.id
    if itself:
        message = f"`{name}` is {what} by all goroutines that are started here, without a lock"
    else:
        who = "the function around" if not other.thread.site else thread_name(other)
        if one.thread.id == other.thread.id:
            who = "another of these goroutines"
        verb = "writes" if other.access.writes else "reads"
        message = f"`{name}` is {what} in this goroutine while {who} {verb} it: nothing orders the two"
    there = Site(other.function.symbol, other.access.at)
    return Finding(
        rule="goroutine/captured-variable-race",
        place=Site(one.function.symbol, one.access.at),
        message=message,
        severity=Severity.ERROR,
        confidence=race.confidence,
        subject=race.location,
        function=one.function.symbol,
        related=() if itself else (Related(there, f"{'written' if other.access.writes else 'read'} here"),),
        threads=(thread_of(one, race.contexts), thread_of(other, race.contexts)),
        plan=FixPlan("guard-variable", race.location, Safety.UNSAFE),
    )


RULE = Rule(scope=Scope.MODULE, severity=Severity.ERROR, cwe=(362,), security=5.9, fix=Safety.UNSAFE)
