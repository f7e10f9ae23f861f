"""Others decide what code is loaded at run time.

What it finds
    A plugin, library or script of an embedded interpreter whose name or text comes from outside: plugin.Open,
    purego.Dlopen, LoadLibrary, goja, otto, yaegi, gopher-lua, Starlark. A plugin with a relative path. A DLL that is
    named without a path and that Windows looks up beside the program (syscall.NewLazyDLL). A method called by a name
    from outside. Memory that may be written and executed at once.

    Silent for constants, absolute paths, windows.NewLazySystemDLL, and libraries that Windows always takes from its own
    folder.

Why it matters
    Loaded code may do whatever the program may. Memory that is both writable and executable turns every stray write
    into code.

Bad
    package p

    import (
        "net/http"
        "plugin"
    )

    func load(w http.ResponseWriter, r *http.Request) {
        if _, err := plugin.Open(r.FormValue("plugin")); err != nil {
            http.Error(w, err.Error(), http.StatusBadRequest)
        }
    }

Good
    package p

    import (
        "net/http"
        "plugin"
    )

    var plugins = map[string]string{"report": "/usr/lib/shop/report.so"}

    func load(w http.ResponseWriter, r *http.Request) {
        path, ok := plugins[r.FormValue("plugin")]
        if !ok {
            http.Error(w, "no such plugin", http.StatusBadRequest)
            return
        }
        if _, err := plugin.Open(path); err != nil {
            http.Error(w, err.Error(), http.StatusBadRequest)
        }
    }

Fix
    Choose from a table of constants, name libraries by absolute paths, on Windows with windows.NewLazySystemDLL. Map
    memory for writing first and make it executable, and no longer writable, with Mprotect afterwards.

References
    https://cwe.mitre.org/data/definitions/94.html
    https://cwe.mitre.org/data/definitions/114.html
    https://cwe.mitre.org/data/definitions/829.html
"""

from collections.abc import Iterator

from golint_py.analyses.dynamic_code import Loaded, loaded
from golint_py.analyses.taint_flow import short
from golint_py.analyses.taint_records import Trust
from golint_py.analyses.unit import Unit
from golint_py.query import Query
from golint_py.rule import Rule, Scope
from golint_py.text.finding import Confidence, Finding, Severity, Step, Thread
from golint_py.text.span import Site


def check(package: Unit, query: Query) -> Iterator[Finding[Site]]:
    """One finding per place."""
    for one in query.get(loaded, package, query):
        if not package.functions[one.function].test:
            yield _finding(one)


def _finding(one: Loaded) -> Finding[Site]:
    place = Site(one.function, one.at)
    callee = short(one.callee)
    severity, confidence = Severity.WARNING, Confidence.HIGH
    threads: tuple[Thread[Site], ...] = ()
    if one.flow is not None:
        origin = one.flow.origin
        target = {"code": f"{one.via} code run by", "method": "the method called by"}.get(one.what, "what is loaded by")
        message = f"data of {origin.what} (`{origin.name}`) is {target} `{callee}`"
        steps = tuple(Step(Site(hop.function, hop.at), hop.message, ("taint",)) for hop in one.flow.hops)
        threads = (Thread(f"data of {origin.what}", (*steps, Step(place, f"reaches `{callee}`", ("taint",)))),)
        if origin.trust is Trust.REMOTE:
            severity = Severity.ERROR
        elif origin.trust is Trust.USER:
            severity, confidence = Severity.NOTE, Confidence.LOW
        if one.what == "method":
            severity, confidence = Severity.WARNING, min(confidence, Confidence.MEDIUM)
    elif one.what == "pages":
        message = f"`{callee}` makes memory that can be written and executed at once"
    elif one.what == "dll":
        message = f"`{callee}` looks for `{one.name}` beside the program before the system's folder; name its path"
    else:
        message = f"`{callee}` loads `{one.name}` from the current directory"
        confidence = Confidence.MEDIUM
    return Finding(
        rule="exec/dynamic-code-load",
        place=place,
        message=message,
        severity=severity,
        confidence=confidence,
        subject=one.name or callee,
        function=one.function,
        threads=threads,
    )


RULE = Rule(
    scope=Scope.PACKAGE,
    severity=Severity.WARNING,
    cwe=(94, 114, 829),
    security=8.0,
    triggers=(
        b'"plugin"',
        b"purego",
        b"DLL(",
        b"LoadLibrary(",
        b"goja",
        b"otto",
        b"v8go",
        b"yaegi",
        b"gopher-lua",
        b"starlark",
        b"tengo",
        b"Mmap(",
        b"Mprotect(",
        b"VirtualAlloc(",
        b"VirtualProtect(",
        b".MethodByName(",
    ),
    candidates=(
        b"plugin.Open(",
        b"Dlopen(",
        b"DLL(",
        b"LoadLibrary(",
        b".RunString(",
        b".RunScript(",
        b".Run(",
        b".Eval(",
        b".EvalPath(",
        b".DoString(",
        b".DoFile(",
        b".ExecFile(",
        b".NewScript(",
        b"Mmap(",
        b"Mprotect(",
        b"VirtualAlloc(",
        b"VirtualProtect(",
        b".MethodByName(",
    ),
    reach=2,
    text=True,
    production=True,
)
