"""A process is started and never waited for, its output is read too late, or the wait for it may not end.

What it finds
    A process from Cmd.Start or os.StartProcess that nobody waits for: there is no Wait or Release in the function, and
    the command is not returned, stored or passed on. A pipe from StdoutPipe or StderrPipe that is read after Wait, or
    whose command is started with Run, Output or CombinedOutput.

    A command of CommandContext whose output goes to something else than a file (Output, CombinedOutput, a buffer), of
    which neither WaitDelay nor Cancel is set, in files of Go 1.20 or later: medium for shells, sudo and others that
    start further processes, with a context that has a time-out in sight; low for the rest.

    Silent in main, and where the program ends after the start.

Why it matters
    A child that ended stays in the process table until its parent waits for it; a server that starts one per request
    runs out of processes. Cmd.Wait closes the pipes, so what has not been read by then is lost. The end of a context
    kills the process, not its children: as long as one of them holds the pipe, Wait does not return.

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
    Read a pipe to its end before Wait. Set `cmd.WaitDelay` to the time that children have to end.

    `golint-py fix --unsafe-fixes` sets `cmd.WaitDelay` to five seconds before a command that its children may hold up
    (from go 1.20 on). Unsafe, because what they write later is lost. The other cases are yours.

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
from golint_py.text.finding import Confidence, Finding, FixPlan, Related, Safety, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per process or pipe."""
    for one in query.get(left, package, query):
        message, before = _words(one)
        yield Finding(
            rule="exec/child-not-reaped",
            place=Site(one.function, one.at),
            message=message,
            severity=Severity.WARNING,
            confidence=Confidence.LOW if package.functions[one.function].test else _confidence(one),
            subject=one.name,
            function=one.function,
            related=(Related(Site(one.function, one.began_at), before),) if one.kind == "read" else (),
            plan=FixPlan("wait-delay", one.name, Safety.UNSAFE) if one.kind == "held" else None,
        )


def _confidence(one: Left) -> Confidence:
    if one.kind == "held":
        return Confidence.MEDIUM if one.likely else Confidence.LOW
    return Confidence.MEDIUM if one.kind == "unreaped" else Confidence.HIGH


def _words(one: Left) -> tuple[str, str]:
    match one.kind:
        case "read":
            return f"the pipe of `{one.name}` is read after Wait, which has closed it", "Wait closes the pipe"
        case "run":
            text = f"`{one.callee}` waits for `{one.name}` and closes its pipe, possibly before all was read"
            return text, "the pipe"
        case "held":
            text = f"`{one.callee}` waits for `{one.name}` until its children have closed the pipe, also after the "
            return text + "context has ended; set WaitDelay", "the command"
    return f"`{one.name}` is started here and never waited for; it stays a zombie when it ends", "the command"


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(772, 404),
    security=3.5,
    fix=Safety.UNSAFE,
    triggers=(b"os/exec", b"os.StartProcess("),
    candidates=(b".Start()", b"StdoutPipe()", b"StderrPipe()", b"os.StartProcess(", b"CommandContext("),
)
