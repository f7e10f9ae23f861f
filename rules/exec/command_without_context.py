"""A command is run without the context that is at hand.

What it finds
    exec.Command in a function with a context.Context or *http.Request among its parameters, and Run, Output,
    CombinedOutput or Wait for it in the same function: the command runs on when the caller has gone.

    Silent where the command is killed, stored, returned or passed on, where the function looks at the end of the
    context itself (ctx.Done, ctx.Err), in deferred functions, which may clean up after the context has ended, and in
    tests. Off by default: not every command may be killed.

Why it matters
    A request that was given up, or a server that shuts down, still waits for the command; a command that hangs holds
    its goroutine for ever.

Bad
    package p

    import (
        "context"
        "os/exec"
    )

    func archive(ctx context.Context, folder string) error {
        return exec.Command("tar", "-czf", "out.tgz", "--", folder).Run()
    }

Good
    package p

    import (
        "context"
        "os/exec"
    )

    func archive(ctx context.Context, folder string) error {
        return exec.CommandContext(ctx, "tar", "-czf", "out.tgz", "--", folder).Run()
    }

Fix
    Use exec.CommandContext.

    `golint-py fix --unsafe-fixes` does that, with the innermost context or request that has a name there. Unsafe,
    because the command is killed when the context ends, which it may not expect.

References
    https://pkg.go.dev/os/exec#CommandContext
    https://cwe.mitre.org/data/definitions/404.html
"""

from collections.abc import Iterator

from golint_py.analyses.processes import without_context
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per command."""
    for one in query.get(without_context, package, query):
        yield Finding(
            rule="exec/command-without-context",
            place=Site(one.function, one.began_at),
            message=f"`{one.name}` runs on when the context ends, and `{one.callee}` waits for it",
            severity=Severity.WARNING,
            confidence=Confidence.MEDIUM,
            subject=one.name,
            function=one.function,
            plan=FixPlan("command-context", one.name, Safety.UNSAFE),
        )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(404,),
    security=3.0,
    default=False,
    fix=Safety.UNSAFE,
    triggers=(b"os/exec",),
    candidates=(b"exec.Command(", b".Command("),
)
