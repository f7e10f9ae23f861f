"""The stages of one package: declare its files, check and lower the functions that something asked for, analyse them.

The result is serialisable and names everything by symbol; byte offsets are in its span table only.
"""

import traceback
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from golint_py.analyses.facts import Facts
from golint_py.analyses.package_facts import package_facts
from golint_py.analyses.unit import Unit
from golint_py.ir.lower import CannotLower, lower
from golint_py.ir.program import Function
from golint_py.knowledge.load import table
from golint_py.load.packages import GoFile
from golint_py.load.tree import SourceTree, reason
from golint_py.query import Query
from golint_py.rule import Loaded, Scope
from golint_py.selection import Wanted, wanted_bodies
from golint_py.syntax.parse import Parsed, parse
from golint_py.text.finding import Finding, Skipped
from golint_py.text.span import Site, Span
from golint_py.types.declare import declare
from golint_py.types.declared import Declared
from golint_py.types.infer import Checker
from golint_py.types.lookup import encode_exports
from golint_py.types.scope import Exports, Packages


class Failure(Struct, frozen=True):
    """A crash that was contained: what was doing what, and the traceback."""

    what: str
    path: str
    trace: str


class Result(Struct, frozen=True):
    """What one package contributes. `spans` maps function symbols to their file and the places of their operations."""

    path: str
    exports: bytes
    facts: Facts | None
    spans: dict[str, tuple[str, dict[int, tuple[int, int]]]]
    findings: tuple[Finding[Site], ...]
    skipped: tuple[Skipped, ...]
    failures: tuple[Failure, ...]
    files: int
    lines: int
    lowered: int
    functions: int


class Job(Struct, frozen=True):
    """One package in one configuration. `fresh` are the files whose functions count (all, for the default one);
    `report` False: only declarations are wanted."""

    path: str
    name: str
    files: tuple[GoFile, ...]
    fresh: frozenset[str]
    report: bool
    imports: dict[str, str]


def run_job(job: Job, tree: SourceTree, packages: Packages, rules: Sequence[Loaded]) -> Result:
    """All stages of one package. Contains the crash of a rule or analysis; never raises on odd Go."""
    skipped: list[Skipped] = []
    failures: list[Failure] = []
    parsed = list(_parsed(job, tree, skipped))
    lines = sum(one.data.count(b"\n") for _, one in parsed)
    try:
        declared = declare(job.path, job.name, parsed, packages, job.imports)
    except Exception:
        failures.append(Failure("declarations", job.path, traceback.format_exc()))
        return _nothing(job, skipped, failures, len(parsed), lines)
    functions: dict[str, Function] = {}
    lowered = 0
    if job.report:
        wanted = wanted_bodies(declared, job.fresh, [loaded.rule for loaded in rules], packages)
        functions, lowered = _functions(wanted, declared, packages, skipped, failures)
    exports = declared.test_exports
    unit = Unit(job.path, functions, _Own(job.path, exports, packages))
    facts: Facts | None = None
    findings: list[Finding[Site]] = []
    if functions:
        try:
            facts = package_facts(unit)
        except Exception:
            failures.append(Failure("facts", job.path, traceback.format_exc()))
        findings = list(_findings(unit, rules, parsed, failures))
    return Result(
        path=job.path,
        exports=encode_exports(declared.exports),
        facts=facts,
        spans=_spans(functions, facts, findings),
        findings=tuple(findings),
        skipped=tuple(sorted(skipped)),
        failures=tuple(failures),
        files=len(parsed),
        lines=lines,
        lowered=lowered,
        functions=len(functions),
    )


class _Own:
    """The package itself with its test files, before all others."""

    def __init__(self, path: str, exports: Exports, packages: Packages) -> None:
        self._path = path
        self._exports = exports
        self._packages = packages

    def exports(self, path: str) -> Exports | None:
        """Declarations of the package with that import path."""
        return self._exports if path == self._path else self._packages.exports(path)


def _parsed(job: Job, tree: SourceTree, skipped: list[Skipped]) -> Iterable[tuple[GoFile, Parsed]]:
    for file in job.files:
        try:
            data = tree.read(file.path)
        except OSError as error:
            skipped.append(Skipped(file.path, reason(error)))
            continue
        parsed = parse(data)
        if file.path in job.fresh:
            skipped.extend(Skipped(file.path, broken.reason, broken.start, broken.end) for broken in parsed.broken)
        yield file, parsed


def _nothing(
    job: Job, skipped: list[Skipped], failures: list[Failure], files: int, lines: int
) -> Result:
    empty = Exports(path=job.path, name=job.name, types={}, funcs={}, vars={}, consts={})
    return Result(
        job.path, encode_exports(empty), None, {}, (), tuple(skipped), tuple(failures), files, lines, 0, 0
    )


def _noreturn() -> frozenset[str]:
    return frozenset(table("noreturn", "function", Nothing))


class Nothing(Struct, frozen=True):
    """A row that only names symbols."""


def _functions(
    wanted: Iterable[Wanted],
    declared: Declared,
    packages: Packages,
    skipped: list[Skipped],
    failures: list[Failure],
) -> tuple[dict[str, Function], int]:
    """Lowered functions by symbol, and how many lines they have."""
    checker = Checker(declared, packages)
    noreturn = _noreturn()
    functions: dict[str, Function] = {}
    lines = 0
    for one in wanted:
        body = one.body
        file = body.scope.file
        try:
            info = checker.check(body)
            found = lower(body, info, checker.lookup(file.test), noreturn).functions
        except CannotLower as error:
            skipped.append(Skipped(file.path, str(error), body.node.start_byte, body.node.end_byte))
            continue
        except Exception:
            failures.append(Failure(f"lowering {body.symbol}", file.path, traceback.format_exc()))
            continue
        lines += one.lines
        for function in found:
            functions[function.symbol] = function
    return functions, lines


def _findings(
    unit: Unit, rules: Sequence[Loaded], parsed: list[tuple[GoFile, Parsed]], failures: list[Failure]
) -> Iterable[Finding[Site]]:
    query = Query()
    for loaded in rules:
        rule = loaded.rule
        if rule.scope is not Scope.PACKAGE:
            continue
        if rule.triggers and not any(trigger in one.data for _, one in parsed for trigger in rule.triggers):
            continue
        try:
            yield from list(loaded.check(unit, query))
        except Exception:
            failures.append(Failure(loaded.id, unit.path, traceback.format_exc()))


def _spans(
    functions: Mapping[str, Function], facts: Facts | None, findings: Iterable[Finding[Site]]
) -> dict[str, tuple[str, dict[int, tuple[int, int]]]]:
    """The places that facts and findings speak of."""
    wanted: dict[str, set[int]] = {}
    for found in facts.functions if facts is not None else ():
        places = wanted.setdefault(found.symbol, set())
        for access in found.accesses:
            places.update((access.at, access.header_at))
            if access.via:
                wanted.setdefault(access.via, set()).add(access.via_at)
        places.update(edge.at for edge in found.edges)
    for finding in findings:
        for site in finding.places():
            wanted.setdefault(site.symbol, set()).add(site.ordinal)
    table_: dict[str, tuple[str, dict[int, tuple[int, int]]]] = {}
    for symbol, places in wanted.items():
        function = functions.get(symbol)
        if function is not None:
            spans = function.spans
            table_[symbol] = (function.path, {at: spans[at] for at in sorted(places) if 0 <= at < len(spans)})
    return table_


def span_of(spans: Mapping[str, tuple[str, Mapping[int, tuple[int, int]]]], site: Site) -> Span:
    """Join a site with the span table. Raises `LookupError` for a site that is not in it."""
    path, places = spans[site.symbol]
    start, end = places[site.ordinal]
    return Span(path, start, end)
