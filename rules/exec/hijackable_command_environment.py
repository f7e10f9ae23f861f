"""Others decide through the environment what code a child runs.

What it finds
    A search path (PATH, LD_LIBRARY_PATH, PYTHONPATH, ...) that is set to a list with an entry that is empty, relative
    or a folder in which anyone may write. A variable that loads code (LD_PRELOAD, BASH_ENV, GIT_SSH_COMMAND, ...), or
    any variable's name, from a request or other data from outside, with os.Setenv or in Cmd.Env. `cmd.Err = nil`,
    which accepts a program that was found in the current directory.

    Silent for constant values, for values that cannot be told, and for what comes from the program's own environment
    or command line.

Why it matters
    A program that is looked up in a folder where others may write is the others' program. LD_PRELOAD and its like load
    code into every child.

Bad
    package p

    import (
        "os"
        "os/exec"
    )

    func build() error {
        os.Setenv("PATH", os.Getenv("PATH")+":.")
        return exec.Command("make").Run()
    }

Good
    package p

    import (
        "os"
        "os/exec"
    )

    func build() error {
        os.Setenv("PATH", os.Getenv("PATH")+":/opt/tools/bin")
        return exec.Command("make").Run()
    }

Fix
    Name programs by absolute paths and give the child an environment that lists what it needs:
    `cmd.Env = []string{"PATH=/usr/bin:/bin"}`. Take names of variables from a table of constants.

References
    https://pkg.go.dev/os/exec#hdr-Executables_in_the_current_directory
    https://cwe.mitre.org/data/definitions/426.html
    https://cwe.mitre.org/data/definitions/427.html
    https://cwe.mitre.org/data/definitions/15.html
"""

from collections.abc import Iterator

from golint_py.analyses.environment import Steering, cleared, steering
from golint_py.analyses.taint_records import Trust
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Severity, Step, Thread
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per variable that is set."""
    for symbol, at in query.get(cleared, package, query):
        yield Finding(
            rule="exec/hijackable-command-environment",
            place=Site(symbol, at),
            message="clearing `Err` runs a program that was found in the current directory",
            severity=Severity.WARNING,
            confidence=Confidence.LOW if package.functions[symbol].test else Confidence.HIGH,
            subject="Err",
            function=symbol,
        )
    seen: set[Site] = set()
    for one in query.get(steering, package, query):
        place = Site(one.function, one.at)
        if place not in seen and not package.functions[one.function].test:
            seen.add(place)
            yield _finding(one, place)


def _finding(one: Steering, place: Site) -> Finding[Site]:
    confidence, severity = Confidence.HIGH, Severity.WARNING
    threads: tuple[Thread[Site], ...] = ()
    if one.folder is not None:
        folder = f"`{one.folder}`" if one.folder else "an empty entry, the current directory"
        message = f"`{one.name}` is set to a list with {folder}: whoever writes there chooses what code runs"
        confidence = Confidence.MEDIUM if one.name != "PATH" else Confidence.HIGH
    elif one.flow is not None:
        origin = one.flow.origin
        target = "the name of a variable" if one.named else f"`{one.name}`"
        message = f"data of {origin.what} (`{origin.name}`) reaches {target} of the environment"
        steps = tuple(Step(Site(hop.function, hop.at), hop.message, ("taint",)) for hop in one.flow.hops)
        threads = (Thread(f"data of {origin.what}", (*steps, Step(place, f"reaches {target}", ("taint",)))),)
        if origin.trust is Trust.REMOTE:
            severity = Severity.ERROR
    else:
        message = ""
    return Finding(
        rule="exec/hijackable-command-environment",
        place=place,
        message=message,
        severity=severity,
        confidence=confidence,
        subject=one.name or "environment",
        function=one.function,
        threads=threads,
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(426, 427, 15),
    security=7.0,
    triggers=(b"os/exec", b"Setenv(", b"os.StartProcess("),
    candidates=(b"Setenv(", b".Env", b"Env:", b".Err = nil", b"Err: "),
    reach=2,
    text=True,
)
