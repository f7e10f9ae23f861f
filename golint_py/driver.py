"""A whole run: load, the stages of each package, Link, the rules, suppression; and the debug views."""

import traceback
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from golint_py.analyses.link import Linked, link
from golint_py.config import Options, judge, rules_to_run
from golint_py.diagnostics import DIAGNOSTICS, INTERNAL_ERROR
from golint_py.jobs import Stages, run_stages
from golint_py.load.constraints import Configuration
from golint_py.load.packages import Loaded as LoadedTree
from golint_py.load.packages import load
from golint_py.load.tree import DiskTree, OverlayTree, SourceTree
from golint_py.rule import Loaded, Scope, discover
from golint_py.stage import Failure, Result, span_of
from golint_py.suppress import Directive, apply, directives
from golint_py.syntax.declarations import declaration_at
from golint_py.text.finding import Confidence, Finding, Report, Severity, resolve
from golint_py.text.span import Site, Span

Progress = Callable[[int, int], None]


class Run(Struct, frozen=True, eq=False):
    """What a run gives to the writers: the report, a way to read the files again, the rules that ran."""

    report: Report
    read: Callable[[str], bytes]
    rules: tuple[Loaded, ...]
    failures: tuple[Failure, ...] = ()


def tree_of(options: Options) -> SourceTree:
    """The files of the run: the disk below the root, with standard input laid over it."""
    disk = DiskTree(options.root)
    if options.stdin is None:
        return disk
    return OverlayTree(disk, {options.stdin_filename or "stdin.go": options.stdin})


def check(options: Options, progress: Progress | None = None) -> Run:
    """Analyse and report. Raises `ConfigError` for a mistake of the user, nothing for odd input."""
    tree = tree_of(options)
    rules = {loaded.id: loaded for loaded in discover()}
    running = rules_to_run(options, {id_: loaded.rule.default for id_, loaded in rules.items()})
    chosen = tuple(rules[id_] for id_ in sorted(running))
    loaded = load_packages(options, tree)
    stages = run_stages(options, tree, loaded, chosen, progress)
    linked = link(result.facts for result in stages.results if result.facts is not None)
    failures = [failure for result in stages.results for failure in result.failures]
    findings = [*_module_findings(linked, chosen, stages, failures), *_package_findings(stages)]
    return _report(options, tree, loaded, stages, findings, failures, chosen)


def load_packages(options: Options, tree: SourceTree) -> LoadedTree:
    """The packages that the options name."""
    configuration = Configuration(goos=options.goos, goarch=options.goarch, tags=frozenset(options.tags))
    paths = options.paths
    if options.stdin is not None:
        paths = (options.stdin_filename or "stdin.go",)
    return load(tree, paths, configuration)


def _module_findings(
    linked: Linked, rules: Iterable[Loaded], stages: Stages, failures: list[Failure]
) -> list[Finding[Span]]:
    found: list[Finding[Span]] = []
    for loaded in rules:
        if loaded.rule.scope is Scope.MODULE:
            try:
                found.extend(resolve(finding, stages.span) for finding in loaded.check(linked))
            except Exception:
                failures.append(Failure(loaded.id, "", traceback.format_exc()))
    return found


def _package_findings(stages: Stages) -> list[Finding[Span]]:
    return [resolve(finding, stages.span) for result in stages.results for finding in result.findings]


def _report(
    options: Options,
    tree: SourceTree,
    loaded: LoadedTree,
    stages: Stages,
    findings: list[Finding[Span]],
    failures: list[Failure],
    rules: tuple[Loaded, ...],
) -> Run:
    wanted = {path for package in loaded.packages if package.report for path in package.named}
    generated = {file.path for package in loaded.packages for file in package.files if file.generated}
    inside = sorted(
        {finding for finding in findings if _sides(finding) & wanted and finding.place.path not in generated},
        key=_order,
    )
    said = _directives(tree, wanted)
    known = [one.id for one in discover()] + [one.id for one in DIAGNOSTICS]
    applied = apply(
        inside,
        said,
        known,
        [one.id for one in rules],
        lambda path, byte: declaration_at(tree.read(path), byte),
        options.today,
    )
    own = [_crash(failure, loaded) for failure in failures]
    default = {one.id: one.rule.default for one in rules}
    shown = [
        judged
        for finding in (*applied.kept, *applied.extra, *own)
        if (judged := judge(options, finding, default.get(finding.rule, True))) is not None
    ]
    results = stages.results
    report = Report(
        findings=tuple(sorted(shown, key=_order)),
        suppressed=applied.suppressed,
        skipped=tuple(sorted({*loaded.skipped, *loaded.errors, *(one for r in results for one in r.skipped)})),
        files=sum(result.files for result in results),
        lines=sum(result.lines for result in results),
        lowered=sum(result.lowered for result in results),
        functions=sum(result.functions for result in results),
        failures=len(failures),
    )
    return Run(report, tree.read, rules, tuple(failures))


def _sides(finding: Finding[Span]) -> set[str]:
    """The files that the finding is about: its own and that of either access."""
    return {finding.place.path} | {thread.steps[-1].place.path for thread in finding.threads if thread.steps}


def _order(finding: Finding[Span]) -> tuple[Span, str, str]:
    return (finding.place, finding.rule, finding.message)


def _directives(tree: SourceTree, paths: set[str]) -> dict[str, Sequence[Directive]]:
    found: dict[str, Sequence[Directive]] = {}
    for path in sorted(paths):
        try:
            data = tree.read(path)
        except OSError:
            continue
        if b"golint:" in data:
            found[path] = directives(data, path)
    return found


def _crash(failure: Failure, loaded: LoadedTree) -> Finding[Span]:
    path = failure.path
    for package in loaded.packages:
        if package.path == failure.path and package.files:
            path = package.files[0].path
    last = failure.trace.strip().splitlines()[-1]
    return Finding(
        rule=INTERNAL_ERROR,
        place=Span(path, 0, 0),
        message=f"{failure.what} crashed on {failure.path or 'the run'}: {last}",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        subject=failure.what,
        function="",
    )


def site_span(results: Iterable[Result], site: Site) -> Span:
    """The place of a site among several results."""
    for result in results:
        if site.symbol in result.spans:
            return span_of(result.spans, site)
    raise LookupError(f"no place for {site}")
