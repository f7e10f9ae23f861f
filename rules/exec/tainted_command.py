"""Untrusted data decides what is executed.

What it finds
    A flow from an untrusted source to a word that executes: the program's name, the script after a shell's `-c`, code
    of another interpreter, also behind wrappers such as `sudo`, `env`, `timeout`, `docker exec` and `ssh`, through
    `exec.Cmd` literals and later writes to `Path`, `Args` and `Stdin`, and through spread slices.

    Sources are HTTP requests and network peers (error), replies and stored data (warning), arguments and
    environment of the one who starts the program (note; low where they are there to choose the program or the whole
    script; `os.Args[0]`, the program itself, does not count). A parameter that is the program itself is a note of
    medium confidence as long as no caller is in sight, of low confidence when other packages may call the function
    too and for methods, which interfaces hide, and silent when all possible callers are in sight and pass constants.

    Silent after a numeric parse, a comparison with constants, a look-up in a table of constants, an anchored regular
    expression of harmless characters, and for scripts a POSIX quoting function. `%q`, HTML escaping and
    replacing single characters are no protection and change nothing.

Why it matters
    Whoever controls the word runs programs of their choice with the rights of this process.

Bad
    package p

    import (
        "net/http"
        "os/exec"
    )

    func ping(w http.ResponseWriter, r *http.Request) {
        out, _ := exec.Command("sh", "-c", "ping -c1 "+r.FormValue("host")).Output()
        w.Write(out)
    }

Good
    package p

    import (
        "net/http"
        "os/exec"
    )

    var tools = map[string]string{"disk": "df", "memory": "free"}

    func report(w http.ResponseWriter, r *http.Request) {
        tool, ok := tools[r.FormValue("tool")]
        if !ok {
            http.Error(w, "unknown tool", http.StatusBadRequest)
            return
        }
        out, _ := exec.Command(tool).Output()
        w.Write(out)
    }

Fix
    Choose the program from a table of constants. Hand values over as arguments of a constant program, never as part of
    a script.

    `golint-py fix --unsafe-fixes` starts the program itself for `exec.Command("sh", "-c", ...)` with a script that is
    one simple command, put together there with `+` or with `fmt.Sprintf` and `%s`. Unsafe, because a value is one word
    then. What the value may still do as an option is exec/argument-injection, whose fix puts a `--` before it where the
    program takes one. Scripts with pipes, redirections, quotes or variables are yours: a shell would still run.

References
    https://cwe.mitre.org/data/definitions/78.html
    https://cwe.mitre.org/data/definitions/77.html
    https://owasp.org/www-community/attacks/Command_Injection
"""

from collections.abc import Iterator

from golint_py.analyses.command_model import Sink
from golint_py.analyses.command_triggers import CANDIDATES, NAMES, SOURCES, TRIGGERS
from golint_py.analyses.commands import starters, wrappers
from golint_py.analyses.taint_commands import Started, Steered, is_convention, is_for_tests, started, thread
from golint_py.analyses.taint_flow import is_exported
from golint_py.analyses.taint_model import package_of
from golint_py.analyses.taint_records import Flow, Kind, Trust
from golint_py.analyses.unit import Unit
from golint_py.knowledge.load import table
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity
from golint_py.text.span import Site

_SEVERITY = {Trust.REMOTE: Severity.ERROR, Trust.STORED: Severity.WARNING, Trust.USER: Severity.NOTE}
_LOOKED_UP = "LookPath"
_ROLE = {"program": "program name", "script": "shell script", "code": "interpreter code"}


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per command: the worst source, else a program that is a parameter."""
    told_at_callers = query.get(wrappers, package, query)
    starts_for_others = package.path in {package_of(symbol) for symbol in table("exec", "sink", Sink)}
    for symbol in query.get(starters, package, query):
        if package.functions[symbol].test:
            continue
        for found in query.get(started, package, query, symbol):
            if found.is_tainted:
                if symbol in told_at_callers:
                    continue
                worst = max((word for word in found.words if word.trust is not None), key=lambda word: word.trust or 0)
                yield _tainted(package, query, found, worst)
            elif not found.command.elsewhere and not starts_for_others:
                yield from _parameter(found, is_for_tests(package.functions[symbol]))


def _tainted(package: Unit, query: Query, found: Started, word: Steered) -> Finding[Site]:
    command, flow = found.command, word.flows[0]
    plan = FixPlan("pass-arguments", command.callee, Safety.UNSAFE, (("simple", "yes"),))
    trust = flow.origin.trust or Trust.USER
    role = _ROLE[word.use.role]
    target = f"the {role} of `{word.use.via}`" if word.use.via else f"the {role} of `{command.callee}`"
    if trust is Trust.USER and _is_meant(package, query, word, flow):
        confidence = Confidence.LOW
    else:
        unsure = _is_indirect(flow) or (trust is Trust.USER and _is_whole(flow))
        confidence = Confidence.MEDIUM if unsure else Confidence.HIGH
    return Finding(
        rule="exec/tainted-command",
        place=Site(command.function, command.at),
        message=f"data of {flow.origin.what} (`{flow.origin.name}`) reaches {target}",
        severity=_SEVERITY[trust],
        confidence=confidence,
        subject=command.callee,
        function=command.function,
        threads=(thread(flow, command, word.use),),
        plan=plan if word.use.role == "script" else None,
    )


def _is_meant(package: Unit, query: Query, word: Steered, flow: Flow) -> bool:
    """Whether the user of the program is there to choose: a program by its name or folder, a whole script by a flag."""
    if word.use.role == "program":
        return not word.prefix or is_convention(package, query, flow)
    return (_is_whole(flow) and flow.origin.name != "os.Args") or is_convention(package, query, flow)


def _is_whole(flow: Flow) -> bool:
    """Whether all of the text is the user's, who then wrote a script; it is a mistake when it was meant as a word."""
    return not any("joined" in hop.message or "`fmt." in hop.message or "`strings." in hop.message for hop in flow.hops)


def _is_indirect(flow: Flow) -> bool:
    """Whether the data rests in a field or container on its way."""
    return any(hop.message.startswith("is stored in") for hop in flow.hops)


def _is_method(flow: Flow) -> bool:
    """Whether the parameter is a method's, which is called by way of interfaces as often as not."""
    return flow.hops[0].function.startswith("(")


def _parameter(found: Started, for_tests: bool) -> Iterator[Finding[Site]]:
    """A program that is a parameter, as far as no caller is in sight."""
    command = found.command
    for word in found.words:
        if word.use.role != "program" or word.use.word.many or command.callee.endswith(".Args"):
            continue
        for flow in word.flows:
            if flow.origin.kind is Kind.PARAMETER and all(_LOOKED_UP in hop.message for hop in flow.hops[1:]):
                exported = is_exported(flow.hops[0].function)
                who = "any caller" if exported else "the caller"
                low = flow.origin.callers or for_tests or _is_method(flow)
                yield Finding(
                    rule="exec/tainted-command",
                    place=Site(command.function, command.at),
                    message=f"{who} chooses the program that `{command.callee}` starts: it is {flow.origin.what}",
                    severity=Severity.NOTE,
                    confidence=Confidence.LOW if low else Confidence.MEDIUM,
                    subject=command.callee,
                    function=command.function,
                    threads=(thread(flow, command, word.use),),
                )
                return


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.ERROR,
    cwe=(78, 77),
    security=9.8,
    fix=Safety.UNSAFE,
    triggers=TRIGGERS,
    candidates=CANDIDATES,
    reach=3,
    text=True,
    sources=SOURCES,
    names=NAMES,
)
