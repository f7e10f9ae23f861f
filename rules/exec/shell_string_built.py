"""A shell script is assembled from variables.

What it finds
    A string after the `-c` of a shell (`sh -c`, `cmd /c`, `powershell -Command`, also behind `sudo`, `env`, `timeout`,
    `docker exec`, `ssh` and the like), or the code of another interpreter (`python -c`, `perl -e`), that is not made of
    constants, and into which no untrusted source flows that could be shown (that is exec/tainted-command).

    A function that hands a parameter to the shell is told of even where all calls in sight pass constants, since the
    next one need not (medium).

    Silent where every part is a constant, however it is spelled, or harmless in a script: numbers, booleans, results
    of a shell quoting function, values compared with constants, looked up in a table of constants or matched by
    an anchored regular expression of harmless characters. Positional parameters after the script are harmless, too.

Why it matters
    The shell parses the text again. A space, a quote, a semicolon or `$(...)` in a value becomes syntax; whether that
    is an injection or only a broken file name depends on callers that this function does not know.

Bad
    package p

    import "os/exec"

    func archive(name string) error {
        return exec.Command("sh", "-c", "tar cf "+name+".tar "+name).Run()
    }

Good
    package p

    import "os/exec"

    func archive(name string) error {
        return exec.Command("tar", "cf", name+".tar", "--", name).Run()
    }

    func list(name string) error {
        return exec.Command("sh", "-c", `ls -l "$1" | sort`, "sh", name).Run()
    }

Fix
    Start the program itself and give it its arguments one by one. Where a shell is needed (pipes, redirections), make
    the script a constant and hand the values over as positional parameters: `"sh", "-c", script, "sh", value`.

    `golint-py fix --unsafe-fixes` does one or the other for `exec.Command("sh", "-c", ...)` with a script that is put
    together there, with `+` or with `fmt.Sprintf` and `%s`. Unsafe, because a value is one word then: the shell no
    longer splits it, nor expands what is in it.

References
    https://cwe.mitre.org/data/definitions/78.html
    https://pkg.go.dev/os/exec
    https://pubs.opengroup.org/onlinepubs/9699919799/utilities/sh.html
"""

from collections.abc import Iterator

from golint_py.analyses.command_triggers import CANDIDATES, NAMES, SOURCES, TRIGGERS
from golint_py.analyses.commands import starters
from golint_py.analyses.taint_commands import Started, Steered, built_with, is_for_tests, started, thread
from golint_py.analyses.taint_records import Flow, Kind
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity
from golint_py.text.span import Site

_CONFIDENCE = {
    Kind.PARAMETER: Confidence.HIGH,
    Kind.FIELD: Confidence.HIGH,
    Kind.CALL: Confidence.MEDIUM,
    Kind.UNKNOWN: Confidence.LOW,
    Kind.GLOBAL: Confidence.LOW,
}


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per command."""
    for symbol in query.get(starters, package, query):
        for found in query.get(started, package, query, symbol):
            if found.is_tainted or found.command.elsewhere:
                continue
            scripts = [word for word in found.words if word.use.role != "program" and _is_dynamic(word)]
            if scripts:
                yield _finding(package, query, found, max(scripts, key=_confidence))


def _is_dynamic(word: Steered) -> bool:
    return bool(word.flows or word.inward) and not word.use.word.many


def _confidence(word: Steered) -> Confidence:
    if word.use.weak:
        return Confidence.LOW
    if not word.flows:
        return Confidence.MEDIUM
    return max(_CONFIDENCE[flow.origin.kind] for flow in word.flows)


def _finding(package: Unit, query: Query, found: Started, word: Steered) -> Finding[Site]:
    command = found.command
    best: Flow = max(word.flows or word.inward, key=lambda flow: _CONFIDENCE[flow.origin.kind])
    how = built_with(package, query, word.use)
    origin = f"with {how} from {best.origin.what}" if how else f"from {best.origin.what}"
    function = package.functions[command.function]
    is_test = is_for_tests(function)
    what = "shell script" if word.use.role == "script" else "code"
    return Finding(
        rule="exec/shell-string-built",
        place=Site(command.function, command.at),
        message=f"{what} for `{word.use.via}` is assembled {origin}; pass arguments, not text",
        severity=Severity.NOTE if is_test else Severity.WARNING,
        confidence=Confidence.LOW if is_test else _confidence(word),
        subject=command.callee,
        function=command.function,
        threads=(thread(best, command, word.use),),
        plan=FixPlan("pass-arguments", command.callee, Safety.UNSAFE) if word.use.role == "script" else None,
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(78,),
    security=6.5,
    triggers=TRIGGERS,
    candidates=CANDIDATES,
    reach=3,
    text=True,
    fix=Safety.UNSAFE,
    sources=SOURCES,
    names=NAMES,
)
