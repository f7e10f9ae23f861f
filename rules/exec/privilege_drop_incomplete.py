"""A process gives up its privileges in the wrong order, without checking, or not all of them.

What it finds
    Setuid before Setgid or Setgroups. Setuid, Setgid or Setgroups whose error nobody looks at. Setuid and Setgid in a
    package that never calls Setgroups. A syscall.Credential with NoSetGroups for a child without a user namespace.

    Silent for calls that ask for root or for the identity that the process had.

Why it matters
    After Setuid the process may no longer change its groups, so Setgid fails and the group of root stays. Setuid itself
    can fail, for example at the limit of processes, and the program then runs on as root. Supplementary groups that
    are not cleared keep giving access.

Bad
    package p

    import "syscall"

    func drop(uid, gid int) error {
        if err := syscall.Setuid(uid); err != nil {
            return err
        }
        return syscall.Setgid(gid)
    }

Good
    package p

    import "syscall"

    func drop(uid, gid int) error {
        if err := syscall.Setgroups([]int{gid}); err != nil {
            return err
        }
        if err := syscall.Setgid(gid); err != nil {
            return err
        }
        return syscall.Setuid(uid)
    }

Fix
    Setgroups, then Setgid, then Setuid, each with its error checked.

References
    https://man7.org/linux/man-pages/man2/setuid.2.html
    https://cwe.mitre.org/data/definitions/271.html
    https://cwe.mitre.org/data/definitions/273.html
"""

from collections.abc import Iterator

from golint_py.analyses.privileges import Drop, drops
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Related, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per call."""
    for one in query.get(drops, package, query):
        if package.functions[one.function].test:
            continue
        sure = one.kind in ("order", "unchecked")
        yield Finding(
            rule="exec/privilege-drop-incomplete",
            place=Site(one.function, one.at),
            message=_words(one),
            severity=Severity.ERROR if sure else Severity.WARNING,
            confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
            subject=one.callee,
            function=one.function,
            related=(Related(Site(one.function, one.before_at), f"`{one.before}`"),) if one.before else (),
        )


def _words(one: Drop) -> str:
    match one.kind:
        case "order":
            return f"`{one.callee}` comes after `{one.before}`, when the process may no longer change its groups"
        case "unchecked":
            return f"the result of `{one.callee}` is not checked: if it fails, the process keeps its privileges"
        case "groups":
            return f"`{one.callee}` leaves the supplementary groups as they are; call Setgroups first"
    return "the child keeps the supplementary groups of this process"


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(271, 273),
    security=7.8,
    triggers=(b".Setuid(", b".Setgid(", b".Setgroups(", b".Setre", b"NoSetGroups"),
    candidates=(b".Setuid(", b".Setgid(", b".Setgroups(", b".Setre", b"NoSetGroups"),
)
