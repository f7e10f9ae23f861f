"""Untrusted data stands where a program accepts options.

What it finds
    A value from an HTTP request, the network or stored data that is an argument of its own of a constant program, so
    that a value that starts with a dash is an option: any argument of a program known to have options that run, load or
    write (git, tar, rsync, ssh, curl, find, ...), and the first dynamic argument of any other program.

    Silent after a constant `--` (where the program honours it), behind a constant option that takes the value, for
    text that starts with a constant (`"./"+name`, `--file=`+name, filepath.Join with a constant folder), numbers, and
    values compared with constants, or rejected when they start with a dash.

Why it matters
    `git clone --upload-pack=program`, `tar --to-command=program` and `curl -o file` make an argument as good as a
    command.

Bad
    package p

    import (
        "net/http"
        "os/exec"
    )

    func clone(w http.ResponseWriter, r *http.Request) {
        exec.Command("git", "clone", r.FormValue("url"), "work").Run()
    }

Good
    package p

    import (
        "net/http"
        "os/exec"
    )

    func clone(w http.ResponseWriter, r *http.Request) {
        exec.Command("git", "clone", "--", r.FormValue("url"), "work").Run()
    }

Fix
    Put a constant `--` before the first dynamic argument where the program honours it, or reject values that start with
    a dash.

    `golint-py fix --unsafe-fixes` puts `--` before the first operand of programs and subcommands that are known to take
    it (git clone, tar, rsync, ssh, curl, docker, ...), where all words before are understood and no option follows.
    Unsafe, because a value that is meant to be an option ends to be one. It is refused where `--` means something else
    (`git log`, `git checkout`), and where the words come from a slice that is put together elsewhere.

References
    https://cwe.mitre.org/data/definitions/88.html
    https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap12.html
"""

from collections.abc import Iterator

from golint_py.analyses.command_model import Command, Use
from golint_py.analyses.command_options import danger_of, may_be_option, program_of
from golint_py.analyses.command_triggers import CANDIDATES, NAMES, SOURCES, TRIGGERS
from golint_py.analyses.commands import commands, starters
from golint_py.analyses.taint_commands import into, leading, started, thread
from golint_py.analyses.taint_records import Flow, Trust
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per command: its worst argument."""
    for symbol in query.get(starters, package, query):
        if package.functions[symbol].test:
            continue
        tainted = {one.command.at for one in query.get(started, package, query, symbol) if one.is_tainted}
        for command in query.get(commands, package, query, symbol):
            if command.at not in tainted:
                found = [pair for use in command.uses if (pair := _judge(package, query, use)) is not None]
                if found:
                    yield _finding(command, *max(found, key=lambda pair: pair[1].origin.trust or 0))


def _judge(package: Unit, query: Query, use: Use) -> tuple[Use, Flow] | None:
    """The use and the flow into it, where the word can be an option that an outsider chooses."""
    if not may_be_option(use):
        return None
    flows = into(package, query, leading(package, query, use), "argument")
    flow = flows[0] if flows else None
    if flow is None or flow.origin.trust is None:
        return None
    if flow.origin.trust is Trust.USER or (flow.origin.trust is Trust.STORED and not danger_of(use)):
        return None
    return use, flow


def _finding(command: Command, use: Use, flow: Flow) -> Finding[Site]:
    program, danger = program_of(use), danger_of(use)
    remote = flow.origin.trust is Trust.REMOTE
    harm = danger or "a value starting with `-` changes the command"
    return Finding(
        rule="exec/argument-injection",
        place=Site(command.function, command.at),
        message=f"data of {flow.origin.what} (`{flow.origin.name}`) stands where `{program}` accepts options: {harm}",
        severity=Severity.ERROR if remote and danger else Severity.WARNING,
        confidence=Confidence.HIGH if danger else Confidence.MEDIUM,
        subject=command.callee,
        function=command.function,
        threads=(thread(flow, command, use),),
        plan=FixPlan("end-options", program, Safety.UNSAFE),
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(88,),
    security=7.0,
    fix=Safety.UNSAFE,
    triggers=TRIGGERS,
    candidates=CANDIDATES,
    reach=3,
    text=True,
    sources=SOURCES,
    names=NAMES,
)
