"""The stages of one package: declare its files, check and lower the functions that something asked for, analyse them.

The result is serialisable and names everything by symbol; byte offsets are in its span table only. A package is read in
its default configuration, and once more in each further one: there only findings that involve files new in it count.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct, structs

from golint_py.analyses.facts import Facts
from golint_py.analyses.taint_records import Elsewhere, PackageFlows
from golint_py.analyses.unit import File, Unit
from golint_py.ir.ops import BoundMethod, FuncRef
from golint_py.ir.program import Function, calls_of, ops_of
from golint_py.load.model import GoFile
from golint_py.load.tree import SourceTree, reason
from golint_py.query import Query
from golint_py.rule import Runnable, Scope
from golint_py.selection.bodies import Selected, text_of, triggers_of, wanted_bodies
from golint_py.selection.body_index import Occurrences
from golint_py.syntax import nodes as N
from golint_py.syntax.declarations import in_one_piece, parse_some, variable_specs, without_bodies
from golint_py.syntax.directives import directives
from golint_py.syntax.parse import parse
from golint_py.syntax.parsed import Parsed
from golint_py.text.finding import Finding, Skipped
from golint_py.text.span import Site, Span
from golint_py.types.declare import declare, file_scope
from golint_py.types.declared import Body, Declared
from golint_py.types.lookup import Overlay, encode_exports
from golint_py.types.scope import Exports, Packages

LARGE = 1_500_000  # bytes of a package from which on bodies are not kept as trees: files are parsed again for lowering

_WITH_BODIES = frozenset({N.FUNCTION_DECLARATION, N.METHOD_DECLARATION, N.VAR_DECLARATION})

SpanTable = dict[str, tuple[str, dict[int, tuple[int, int]]]]


class Failure(Struct, frozen=True):
    """A crash that was contained: what was doing what, and the traceback."""

    what: str
    path: str
    trace: str


def trace() -> str:
    """The traceback of the exception that is being handled."""
    import traceback  # it reads source files, and brings what that takes

    return traceback.format_exc()


class Result(Struct, frozen=True):
    """What one package contributes in one configuration (`label` "" is the default one).

    `spans` maps function symbols to their file and the places of their operations. `fresh` are, for a further
    configuration, the files that findings have to involve. `files` to `functions` are counts of what is new in it.
    `triggered` are the module rules one of whose triggers is in the package's text.
    `flows` is what packages that import this one need to know, None where it leads to no command; `calls` are the
    functions of other packages that lead to commands and are called here.
    """

    path: str
    label: str
    facts: Facts | None
    spans: SpanTable
    findings: tuple[Finding[Site], ...]
    skipped: tuple[Skipped, ...]
    failures: tuple[Failure, ...]
    fresh: tuple[str, ...]
    files: int
    lines: int
    lowered: int
    functions: int
    triggered: tuple[str, ...] = ()
    flows: PackageFlows | None = None
    calls: tuple[str, ...] = ()


class Job(Struct, frozen=True):
    """One package in one configuration. `fresh` are the files whose functions count (all, for the default one);
    `report` False: only declarations are wanted. `label` is "" for the default configuration. `imported`: packages of
    the run import it whose goroutines may use it. `own` False: only what others need is wanted, Facts and flows."""

    path: str
    name: str
    files: tuple[GoFile, ...]
    fresh: frozenset[str]
    report: bool
    imports: dict[str, str]
    label: str = ""
    imported: bool = False
    own: bool = True


class Again(Struct, frozen=True, eq=False):
    """Bodies of one file that is parsed again to lower them: symbol, start, starts of the variable specifications.
    `declarations` are the places of those that they are in; empty where the file has to be parsed as a whole."""

    file: GoFile
    data: bytes
    places: tuple[tuple[str, int, tuple[int, ...]], ...]
    declarations: tuple[tuple[int, int], ...]


class Begun(Struct, frozen=True, eq=False):
    """A package whose files are declared: `exports` is what others need.

    `declared` has neither bodies nor files, and is None where declaring crashed. `bodies` are those to lower, as they
    are or, of a large package, by their places (its trees are gone). `wanted` counts their lines, but for those of the
    `doubtful` ones (see `Wanted`), which are by symbol. `files` are those read, by path, `occurrences`
    tell what is in them. `sinks`: see `begin`. `leads`: functions of the package may lead to commands, or bring in data
    for some, so that those that import it have to wait for the result; `wraps`: functions of it start what they are
    given, with the same effect. `alone`: see `Facts`.
    """

    job: Job
    declared: Declared | None
    bodies: tuple[Body, ...] | tuple[Again, ...]
    wanted: int
    doubtful: Mapping[str, int]
    exports: bytes
    texts: tuple[bytes, ...]
    lines: int
    skipped: tuple[Skipped, ...]
    failures: tuple[Failure, ...]
    files: Mapping[str, File]
    occurrences: Occurrences
    sinks: tuple[bytes, ...] = ()
    leads: bool = False
    wraps: bool = False
    alone: bool = False

    def has_one_of(self, words: Iterable[bytes]) -> bool:
        """Whether one of the words is in a file that counts."""
        return any(not self.occurrences.of(word).isdisjoint(self.job.fresh) for word in words)


class Trees:
    """The trees of the package that was read last: its configurations have most of their files in common."""

    __slots__ = ("_known", "_package")

    def __init__(self) -> None:
        self._package = ""
        self._known: dict[str, Parsed] = {}

    def of(self, package: str, path: str, data: bytes) -> Parsed:
        """The syntax of one of the package's files."""
        if package != self._package:
            self._package = package
            self._known.clear()
        found = self._known.get(path)
        if found is None or found.data != data:
            found = self._known[path] = parse(data)
        return found


def run_job(job: Job, tree: SourceTree, packages: Packages, rules: Sequence[Runnable]) -> Result:
    """All stages of one package. Contains the crash of a rule or analysis; never raises on odd Go."""
    return finish(begin(job, tree, packages, rules), packages, rules)


def begin(
    job: Job,
    tree: SourceTree,
    packages: Packages,
    rules: Sequence[Runnable],
    sinks: tuple[bytes, ...] = (),
    spawns: tuple[bytes, ...] = (),
    trees: Trees | None = None,
) -> Begun:
    """Read, parse, declare, and select what to lower. `sinks` is how calls look of functions that lead to sinks, but
    are not among what the rules know; `spawns` those of functions of other packages that start what they are given.
    `trees` are kept for further configurations."""
    skipped: list[Skipped] = []
    failures: list[Failure] = []
    texts = list(_texts(job, tree, skipped))
    trees = trees or Trees()
    if job.label and not _has_bodies(job, texts, trees):
        texts = [one for one in texts if one[0].path in job.fresh]  # nothing to analyse
    large = sum(len(data) for _, data in texts) >= LARGE
    parsed = list(_parsed(texts, job, trees, large, skipped, failures))
    fresh = [one.data for file, one in parsed if file.path in job.fresh]
    slim: Declared | None = None
    selected, occurrences = Selected([]), Occurrences(())
    try:
        declared = declare(job.path, job.name, parsed, packages, job.imports)
        occurrences = Occurrences(declared.files)
        slim = Declared(declared.exports, declared.test_exports, (), ())
        selected = (
            _wanted(job, declared, packages, rules, sinks, spawns, occurrences, failures) if job.report else selected
        )
        exports = encode_exports(structs.replace(declared.exports, sharing=selected.sharing))
    except Exception:
        failures.append(Failure("declarations", job.path, trace()))
        exports = nothing_exported(job)
    bodies = [one.body for one in selected.wanted]
    doubtful = {one.body.symbol: one.lines for one in selected.wanted if one.doubtful}
    leads = bool(bodies) and job.name != "main" and not job.label and _may_lead(rules, sinks, job, occurrences)
    return Begun(
        job=job,
        declared=slim,
        bodies=tuple(_by_file(bodies)) if large else tuple(bodies),
        wanted=sum(one.lines for one in selected.wanted if not one.doubtful),
        doubtful=doubtful,
        exports=exports,
        texts=tuple(fresh),
        lines=sum(text.count(b"\n") for text in fresh),
        skipped=tuple(skipped),
        failures=tuple(failures),
        files={file.path: _file(file, one) for file, one in parsed},
        occurrences=occurrences,
        sinks=sinks,
        leads=leads,
        wraps=selected.wraps and job.name != "main",
        alone=selected.alone,
    )


def _has_bodies(job: Job, texts: Iterable[tuple[GoFile, bytes]], trees: Trees) -> bool:
    """Whether the files that are new in a further configuration have functions or variables."""
    new = _parsed([one for one in texts if one[0].path in job.fresh], job, trees, False, [], [])
    return any(node.kind_id in _WITH_BODIES for _, parsed in new for node in parsed.declarations)


def _may_lead(rules: Sequence[Runnable], sinks: tuple[bytes, ...], job: Job, occurrences: Occurrences) -> bool:
    """Whether a rule that follows text may have something to say about a file that is no test, or find its sources."""
    triggers = {one for rule in rules if rule.rule.text for one in (*triggers_of(rule.rule, sinks), *rule.rule.sources)}
    return not occurrences.any_of(triggers).isdisjoint(file.path for file in job.files if not file.test)


def _file(file: GoFile, parsed: Parsed) -> File:
    return File(file.go, frozenset(one.path for one in file.imports), file.test, directives(parsed))


def nothing_exported(job: Job) -> bytes:
    """The declarations of a package of which nothing is known."""
    return encode_exports(Exports(path=job.path, name=job.name, types={}, funcs={}, vars={}, consts={}))


def _parsed(
    texts: Sequence[tuple[GoFile, bytes]],
    job: Job,
    trees: Trees,
    large: bool,
    skipped: list[Skipped],
    failures: list[Failure],
) -> Iterator[tuple[GoFile, Parsed]]:
    """The files with their trees; of a large package without the bodies of functions."""
    for file, data in texts:
        try:
            parsed = without_bodies(parse(data)) if large else trees.of(job.path, file.path, data)
        except Exception:
            failures.append(Failure("parsing", file.path, trace()))
            continue
        if file.path in job.fresh:
            skipped.extend(Skipped(file.path, broken.reason, broken.start, broken.end) for broken in parsed.broken)
        yield file, parsed


def _texts(job: Job, tree: SourceTree, skipped: list[Skipped]) -> Iterator[tuple[GoFile, bytes]]:
    for file in job.files:
        try:
            yield file, tree.read(file.path)
        except OSError as error:
            skipped.append(Skipped(file.path, reason(error)))


def finish(begun: Begun, packages: Packages, rules: Sequence[Runnable], elsewhere: Elsewhere | None = None) -> Result:
    """Lower and analyse what was declared. `elsewhere` is what functions of imported packages do with data."""
    job, declared = begun.job, begun.declared
    skipped, failures = list(begun.skipped), list(begun.failures)
    functions: dict[str, Function] = {}
    facts: Facts | None = None
    flows: PackageFlows | None = None
    findings: list[Finding[Site]] = []
    if declared is not None and begun.bodies:
        functions = lower_all(_bodies(begun), declared, packages, skipped, failures, begun.doubtful)
    if declared is not None and (functions or any(file.directives for file in begun.files.values())):
        own = Overlay(packages, {job.path: declared.test_exports})
        elsewhere = elsewhere or Elsewhere()
        unit, query = Unit(job.path, functions, own, begun.files, elsewhere, declared.tested), Query()
        if functions and any(one.rule.scope is Scope.MODULE for one in rules):
            facts = _facts(unit, query, begun.alone, failures)
        findings = list(_findings(unit, query, rules, begun, failures))
        flows = _flows(unit, query, failures) if begun.leads else None
        if begun.wraps and facts is not None and facts.wrappers:
            name = declared.exports.name
            flows = structs.replace(flows or PackageFlows(job.path, name), wrappers=facts.wrappers)
        query.clear()
    if job.label:
        findings = [one for one in findings if _path_of(functions, one.place) in job.fresh]
    return Result(
        path=job.path,
        label=job.label,
        facts=facts,
        spans=_spans(functions, begun.files, _named(facts, flows, findings)),
        findings=tuple(findings),
        skipped=tuple(sorted(skipped)),
        failures=tuple(failures),
        fresh=tuple(sorted(job.fresh)) if job.label else (),
        files=len(begun.texts),
        lines=begun.lines,
        lowered=begun.wanted + sum(lines for symbol, lines in begun.doubtful.items() if symbol in functions),
        functions=len(functions),
        triggered=tuple(_triggered(rules, begun)) if facts is not None else (),
        flows=flows,
        calls=_calls(functions, elsewhere) if elsewhere is not None else (),
    )


def _triggered(rules: Sequence[Runnable], begun: Begun) -> Iterator[str]:
    for one in rules:
        if one.rule.scope is Scope.MODULE and begun.has_one_of(one.rule.triggers):
            yield one.id


def _calls(functions: Mapping[str, Function], elsewhere: Elsewhere) -> tuple[str, ...]:
    """The functions of other packages that lead to commands and are named here, but in tests."""
    leading = elsewhere.passages.keys() | elsewhere.starters.keys()
    if not leading:
        return ()
    named: set[str] = set()
    for function in functions.values():
        if not function.test:
            named.update(op.callee.symbol for op in calls_of(function))
            named.update(op.symbol for op in ops_of(function, FuncRef))
            named.update(op.symbol for op in ops_of(function, BoundMethod))
    return tuple(sorted(named & leading))


def _path_of(functions: Mapping[str, Function], place: Site) -> str:
    """The file of a place in a function, or of one of its directives."""
    return functions[place.symbol].path if place.symbol in functions else place.symbol


def left_out(job: Job, why: str) -> Result:
    """The result of a package whose analysis was given up."""
    skipped = tuple(Skipped(file.path, f"not analysed: {why}") for file in job.files if file.path in job.fresh)
    return Result(job.path, job.label, None, {}, (), skipped, (), (), 0, 0, 0, 0)


def died(job: Job, why: str) -> Result:
    """The result of a package whose analysis failed as a whole."""
    failure = Failure("analysis", job.path, why)
    return Result(job.path, job.label, None, {}, (), (), (failure,), (), 0, 0, 0, 0)


def _wanted(
    job: Job,
    declared: Declared,
    packages: Packages,
    rules: Sequence[Runnable],
    sinks: tuple[bytes, ...],
    spawns: tuple[bytes, ...],
    occurrences: Occurrences,
    failures: list[Failure],
) -> Selected:
    """The bodies to lower. In a further configuration, those of shared files count only as the other side."""
    try:
        text = text_of(declared, occurrences)
        if not job.label:
            every = [one.rule for one in rules]
            return wanted_bodies(declared, job.fresh, every, packages, sinks, None, job.imported, spawns, text)
        if not any(body.scope.file.path in job.fresh for body in declared.bodies):
            return Selected([])  # its files only declare
        everything = frozenset(file.path for file in job.files)
        around = [one.rule for one in rules if one.rule.scope is Scope.MODULE or one.rule.text]
        rest = [one.rule for one in rules if one.rule.scope is not Scope.MODULE and not one.rule.text]
        found = wanted_bodies(declared, everything, around, packages, sinks, job.fresh, False, spawns, text).wanted
        if not any(one.body.scope.file.path in job.fresh for one in found):
            found = []
        known = {one.body.symbol for one in found}
        more = wanted_bodies(declared, job.fresh, rest, packages, sinks, text=text).wanted
        return Selected([*found, *(one for one in more if one.body.symbol not in known)])
    except Exception:
        failures.append(Failure("selection", job.path, trace()))
        return Selected([])


def lower_all(
    bodies: Iterable[Body],
    declared: Declared,
    packages: Packages,
    skipped: list[Skipped],
    failures: list[Failure],
    doubtful: Container[str] = (),
) -> dict[str, Function]:
    """Lowered functions by symbol. Those that are `doubtful` are left out where they copy nothing (see `Wanted`)."""
    from golint_py.ir.lower import CannotLower, copies, lower  # 30 modules that most single files do not need
    from golint_py.knowledge.load import table
    from golint_py.types.infer import Checker

    checker = Checker(declared, packages)
    noreturn = frozenset(table("noreturn", "function", Nothing))
    functions: dict[str, Function] = {}
    for body in bodies:
        file = body.scope.file
        try:
            info = checker.check(body)
            if body.symbol in doubtful and not copies(body, info, checker.lookup(file.test)):
                continue
            found = lower(body, info, checker.lookup(file.test), noreturn).functions
        except CannotLower as error:
            skipped.append(Skipped(file.path, str(error), body.node.start_byte, body.node.end_byte))
            continue
        except Exception:
            failures.append(Failure(f"lowering {body.symbol}", file.path, trace()))
            continue
        for function in found:
            functions[function.symbol] = function
    return functions


class Nothing(Struct, frozen=True):
    """A row that only names symbols."""


def _by_file(bodies: Sequence[Body]) -> Iterator[Again]:
    """What it takes to find the bodies again in a new tree of their file."""
    found: dict[str, list[Body]] = {}
    for body in bodies:
        found.setdefault(body.scope.file.path, []).append(body)
    for together in found.values():
        scope = together[0].scope
        places = [(one.symbol, one.node.start_byte, tuple(spec.start_byte for spec in one.specs)) for one in together]
        starts = {spec.start_byte for one in together for spec in one.specs or (one.node,)}
        yield Again(scope.file, scope.parsed.data, tuple(places), tuple(_around(starts, scope.parsed)))


def _around(starts: Set[int], parsed: Parsed) -> Iterator[tuple[int, int]]:
    """The places of the declarations in which something starts; none of a file that was not read in one piece."""
    for node in parsed.declarations if in_one_piece(parsed) else ():
        if node.start_byte in starts or any(spec.start_byte in starts for spec in variable_specs(node)):
            yield node.start_byte, node.end_byte


def _bodies(begun: Begun) -> Iterator[Body]:
    """The bodies to lower; of a large package, file by file from new trees, so that few trees live at a time."""
    for one in begun.bodies:
        if isinstance(one, Body):
            yield one
            continue
        parsed = parse_some(one.data, one.declarations) if one.declarations else parse(one.data)
        scope = file_scope(one.file, parsed, begun.job.imports)
        by_start = {node.start_byte: node for node in scope.parsed.declarations}
        specs = {spec.start_byte: spec for node in scope.parsed.declarations for spec in variable_specs(node)}
        for symbol, start, spec_starts in one.places:
            if spec_starts:
                found = tuple(specs[at] for at in spec_starts)
                yield Body(symbol, found[0], scope, found)
            else:
                yield Body(symbol, by_start[start], scope)


def _facts(unit: Unit, query: Query, alone: bool, failures: list[Failure]) -> Facts | None:
    from golint_py.analyses.package_facts import package_facts  # as above

    try:
        facts = package_facts(unit, query)
        if alone:  # what is set on first use is only of interest where something runs beside it
            functions = tuple(structs.replace(one, inits=()) for one in facts.functions)
            return structs.replace(facts, functions=functions, alone=True)
        return facts
    except Exception:
        failures.append(Failure("facts", unit.path, trace()))
        return None


def _flows(unit: Unit, query: Query, failures: list[Failure]) -> PackageFlows | None:
    from golint_py.analyses.taint_exports import package_flows  # as above

    try:
        return package_flows(unit, query)
    except Exception:
        failures.append(Failure("flows", unit.path, trace()))
        return None


def _findings(
    unit: Unit, query: Query, rules: Sequence[Runnable], begun: Begun, failures: list[Failure]
) -> Iterator[Finding[Site]]:
    for one in rules:
        rule = one.rule
        if rule.scope is not Scope.PACKAGE or not (begun.job.own or rule.text):
            continue
        triggers = triggers_of(rule, begun.sinks)
        if triggers and not begun.has_one_of(triggers):
            continue
        try:
            yield from list(one.check(unit, query))
        except Exception:
            failures.append(Failure(one.id, unit.path, trace()))


def _named(facts: Facts | None, flows: PackageFlows | None, findings: Iterable[Finding[Site]]) -> Iterator[Site]:
    """The places that facts, flows and findings speak of."""
    for found in facts.functions if facts is not None else ():
        for access in (*found.accesses, *found.touches):
            yield Site(found.symbol, access.at)
            yield Site(found.symbol, access.header_at)
            if access.via:
                yield Site(access.via, access.via_at)
        for at in (
            *(edge.at for edge in found.edges),
            *(one.at for one in found.takes),
            *(one.at for one in found.cells),
            *(access.at for init in found.inits for access in (init.look, init.store)),
            *(access.at for access in found.atomics),
        ):
            yield Site(found.symbol, at)
    for passage in flows.passages if flows is not None else ():
        for hop in passage.hops:
            yield Site(hop.function, hop.at)
    for finding in findings:
        yield from finding.places()


def _spans(functions: Mapping[str, Function], files: Mapping[str, File], sites: Iterable[Site]) -> SpanTable:
    """Where the places are that are in this package."""
    wanted: dict[str, set[int]] = {}
    for site in sites:
        wanted.setdefault(site.symbol, set()).add(site.ordinal)
    found_spans: SpanTable = {}
    for symbol, places in wanted.items():
        function = functions.get(symbol)
        if function is not None:
            spans = function.spans
            found_spans[symbol] = (function.path, {at: spans[at] for at in sorted(places) if 0 <= at < len(spans)})
        elif symbol in files:
            lines = files[symbol].directives
            found_spans[symbol] = (symbol, {at: (lines[at].start, lines[at].end) for at in sorted(places)})
    return found_spans


def span_of(spans: Mapping[str, tuple[str, Mapping[int, tuple[int, int]]]], site: Site) -> Span:
    """Join a site with the span table. Raises `LookupError` for a site that is not in it."""
    path, places = spans[site.symbol]
    start, end = places[site.ordinal]
    return Span(path, start, end)
