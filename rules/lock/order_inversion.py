"""Two locks are taken in one order here and in the other order elsewhere.

What it finds
    A function that takes a second lock while it holds a first one, itself or in a function that it calls, and another
    one that takes the first while it holds the second. Both can run at the same time, and no third lock is held by
    both. Locks go by their class: the struct type and field, the package variable, or the local variable of one
    function that its goroutines share.

    Silent where both sides only read-lock one of them, for TryLock, where a lock is given back before the other is
    taken, and for objects that nobody else has yet. Two objects of one class (`from.mu`, then `to.mu`) are of low
    confidence: often something else keeps them in order.

Why it matters
    One goroutine holds A and waits for B, the other holds B and waits for A: neither ever goes on, and soon all others
    that need one of the locks stand still as well. It takes two goroutines at the wrong moment, so that tests hardly
    ever show it.

Bad
    package shop

    import "sync"

    type Stock struct {
        mu    sync.Mutex
        items map[string]int
        log   *Log
    }

    type Log struct {
        mu    sync.Mutex
        lines []string
        stock *Stock
    }

    func (s *Stock) Take(name string) {
        s.mu.Lock()
        defer s.mu.Unlock()
        s.items[name]--
        s.log.Add("took " + name)
    }

    func (l *Log) Add(line string) {
        l.mu.Lock()
        defer l.mu.Unlock()
        l.lines = append(l.lines, line)
    }

    func (l *Log) Report() (lines, items int) {
        l.mu.Lock()
        defer l.mu.Unlock()
        return len(l.lines), l.stock.Len()
    }

    func (s *Stock) Len() int {
        s.mu.Lock()
        defer s.mu.Unlock()
        return len(s.items)
    }

Good
    package shop

    import "sync"

    type Stock struct {
        mu    sync.Mutex
        items map[string]int
        log   *Log
    }

    type Log struct {
        mu    sync.Mutex
        lines []string
        stock *Stock
    }

    func (s *Stock) Take(name string) {
        s.mu.Lock()
        defer s.mu.Unlock()
        s.items[name]--
        s.log.Add("took " + name)
    }

    func (l *Log) Add(line string) {
        l.mu.Lock()
        defer l.mu.Unlock()
        l.lines = append(l.lines, line)
    }

    func (l *Log) Report() (lines, items int) {
        items = l.stock.Len()
        l.mu.Lock()
        defer l.mu.Unlock()
        return len(l.lines), items
    }

    func (s *Stock) Len() int {
        s.mu.Lock()
        defer s.mu.Unlock()
        return len(s.items)
    }

Fix
    Decide on one order and write it down where the locks are declared. Most often one side can do what needs the
    other lock before it takes its own, or after it gave it back.

References
    https://pkg.go.dev/sync#Mutex
    https://cwe.mitre.org/data/definitions/833.html
"""

import itertools
from collections.abc import Iterator

from golint_py.analyses.link import Linked
from golint_py.analyses.lock_order import Inversion, Order, Orders, inversions
from golint_py.analyses.words import short, short_location
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Finding, Related, Severity, Step, Thread
from golint_py.text.span import Site


def check(facts: Linked) -> Iterator[Finding[Site]]:
    """One finding for each pair of locks."""
    orders, found = inversions(facts.functions)
    for inversion in found:
        yield _finding(orders, inversion)


def _finding(orders: Orders, inversion: Inversion) -> Finding[Site]:
    one, other = inversion.one, inversion.other
    first, second = short_location(one.first), short_location(one.second)
    if one.first == one.second:
        message = f"`{first}` of two objects is taken one after the other: two calls with the objects swapped deadlock"
    else:
        message = (
            f"`{second}` is taken while `{first}` is held here, and `{first}` while `{second}` is held in "
            f"`{short(other.function)}`: two goroutines can wait for each other"
        )
    threads = tuple(_thread(orders, order) for order in (one, other))
    return Finding(
        rule="lock/order-inversion",
        place=Site(one.function, one.at),
        message=message,
        severity=Severity.WARNING,
        confidence=inversion.confidence,
        subject=f"{one.first} {one.second}",
        function=one.function,
        related=(Related(Site(other.function, other.at), "the other order"),) if other is not one else (),
        threads=threads,
    )


def _thread(orders: Orders, order: Order) -> Thread[Site]:
    """The way from the first lock to the second."""
    first, second = short_location(order.first), short_location(order.second)
    held = (first,)
    steps: list[Step[Site]] = []
    before = orders.taken_at(order)
    if before >= 0:
        steps.append(Step(Site(order.function, before), f"takes `{first}`", ("acquire", "lock")))
    way = orders.way(order)
    for (symbol, at), (callee, _) in itertools.pairwise(way):
        steps.append(Step(Site(symbol, at), f"calls `{short(callee)}`", ("call",), held))
    symbol, at = way[-1]
    steps.append(Step(Site(symbol, at), f"takes `{second}`, holding `{first}`", ("acquire", "lock"), held))
    return Thread(f"In {short(order.function)}", tuple(steps))


RULE = Rule(
    scope=Scope.MODULE,
    severity=Severity.WARNING,
    cwe=(833,),
    security=4.0,
    triggers=(b"sync",),
    candidates=(b"ock()", b"Unlock"),
    reach=1,
    paired=True,
    production=True,
)
