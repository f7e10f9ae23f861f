"""A process is started and never waited for, or its output is read too late.

What it finds
    A process from Cmd.Start or os.StartProcess that nobody waits for: there is no Wait or Release in the function, and
    the command is not returned, stored or passed on. A pipe from StdoutPipe or StderrPipe that is read after Wait, or
    whose command is started with Run, Output or CombinedOutput.

    Silent in main, and where the program ends after the start.

Why it matters
    A child that ended stays in the process table until its parent waits for it; a server that starts one per request
    runs out of processes. Cmd.Wait closes the pipes, so what has not been read by then is lost.

Bad
    package p

    import "os/exec"

    func notify(text string) error {
        cmd := exec.Command("notify-send", "--", text)
        return cmd.Start()
    }

Good
    package p

    import "os/exec"

    func notify(text string) error {
        cmd := exec.Command("notify-send", "--", text)
        if err := cmd.Start(); err != nil {
            return err
        }
        go cmd.Wait()
        return nil
    }

Fix
    Call Wait, in a goroutine where the result is of no interest, or Process.Release for a process that is to live on.
    Read a pipe to its end before Wait.

References
    https://pkg.go.dev/os/exec#Cmd.StdoutPipe
    https://cwe.mitre.org/data/definitions/772.html
    https://cwe.mitre.org/data/definitions/404.html
"""

from collections.abc import Iterator

from golint_py.analyses.processes import Left, left
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Related, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per process or pipe."""
    for one in query.get(left, package, query):
        message, before = _words(one)
        low = package.functions[one.function].test
        yield Finding(
            rule="exec/child-not-reaped",
            place=Site(one.function, one.at),
            message=message,
            severity=Severity.WARNING,
            confidence=Confidence.LOW if low else Confidence.MEDIUM if one.kind == "unreaped" else Confidence.HIGH,
            subject=one.name,
            function=one.function,
            related=(Related(Site(one.function, one.began_at), before),) if one.kind == "read" else (),
        )


def _words(one: Left) -> tuple[str, str]:
    match one.kind:
        case "read":
            return f"the pipe of `{one.name}` is read after Wait, which has closed it", "Wait closes the pipe"
        case "run":
            text = f"`{one.callee}` waits for `{one.name}` and closes its pipe, possibly before all was read"
            return text, "the pipe"
    return f"`{one.name}` is started here and never waited for; it stays a zombie when it ends", "the command"


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(772, 404),
    security=3.5,
    triggers=(b"os/exec", b"os.StartProcess("),
    candidates=(b".Start()", b"StdoutPipe()", b"StderrPipe()", b"os.StartProcess("),
)
