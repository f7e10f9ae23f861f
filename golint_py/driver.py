"""A whole run: load, the stages of each package, Link, the rules, suppression."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache

from msgspec import Struct, structs

from golint_py.analyses.facts import Facts
from golint_py.config import ConfigError, Options, excluded, judge, policy_for, rules_to_run
from golint_py.diagnostics import DIAGNOSTICS, INTERNAL_ERROR
from golint_py.directive import Use, marked
from golint_py.jobs import Stages, run_stages
from golint_py.load.constraints import Configuration
from golint_py.load.model import Loaded as LoadedTree
from golint_py.load.packages import load
from golint_py.load.shard import elsewhere, share
from golint_py.load.tree import SourceTree
from golint_py.recall import Whole
from golint_py.remarks import judged_by_remarks
from golint_py.rule import Runnable
from golint_py.rule_index import known_rules
from golint_py.stage import Failure, Result, span_of, trace
from golint_py.tasks import Progress, tree_of
from golint_py.text.finding import Confidence, Finding, Report, Severity, Silenced, resolve
from golint_py.text.span import Site, Span


class Run(Struct, frozen=True, eq=False):
    """What a run gives to the writers and to `fix`: the report, the files that it read, the rules that ran.

    `present` are the findings that no directive silences, before the configuration hides any of them; `uses` are all
    directives with what they silence. `analysed` are the packages whose results were not kept from an earlier run;
    `notes` are for the user. `whole`: all results are kept now. `facts` are those of packages in their default
    configuration, by import path; so are `exports`, encoded, where they are asked for.
    """

    report: Report
    tree: SourceTree
    loaded: LoadedTree
    rules: tuple[Runnable, ...]
    failures: tuple[Failure, ...] = ()
    present: tuple[Finding[Span], ...] = ()
    uses: tuple[Use, ...] = ()
    analysed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    whole: Whole | None = None
    facts: Mapping[str, Facts] = {}
    exports: Mapping[str, bytes] = {}


def check(
    options: Options,
    progress: Progress | None = None,
    rules: Sequence[Runnable] | None = None,
    tree: SourceTree | None = None,
) -> Run:
    """Analyse and report; by default `rules` are all of the package, and `tree` is `tree_of(options)`.

    Odd input does not raise, nor does a rule that crashes: `ConfigError` is for a mistake of the user, `RuleError` for
    a module that is not a rule.
    """
    tree = tree_of(options) if tree is None else tree
    there = known_rules() if rules is None else rules
    running = rules_to_run(options, {rule.id: rule.rule.default for rule in there})
    chosen = tuple(rule for rule in there if rule.id in running)
    loaded = load_packages(options, tree)
    if loaded.errors:
        raise ConfigError("; ".join(f"{one.path or '.'}: {one.reason}" for one in loaded.errors))
    loaded = share(loaded, tree, options.shard)
    stages = run_stages(options, tree, loaded, chosen, progress)
    failures = [failure for result in stages.results for failure in result.failures]
    failures.extend(stages.joined.failures)
    findings = list(_findings(stages, chosen, failures))
    return _report(options, tree, loaded, stages, findings, failures, chosen, there)


def load_packages(options: Options, tree: SourceTree) -> LoadedTree:
    """The packages that the options name."""
    configuration = Configuration(options.goos, options.goarch, options.cgo, frozenset(options.tags))
    return load(
        tree, options.paths, configuration, limit=options.max_file_bytes, left_out=lambda path: excluded(options, path)
    )


def _findings(stages: Stages, rules: Sequence[Runnable], failures: list[Failure]) -> Iterator[Finding[Span]]:
    """The findings of all rules: those of the default configurations, then what others add."""
    default = [result for result in stages.results if not result.label]
    found = [(finding, result.path) for result in default for finding in result.findings]
    found.extend((finding, stages.joined.where) for finding in stages.joined.findings)
    said: set[tuple[str, Span]] = set()
    called = {symbol for result in stages.results for symbol in result.calls}
    for finding in _once(_placed(found, stages.span, failures), rules, called):
        said.add((finding.rule, finding.place))
        yield finding
    for result in stages.results:
        if result.label:
            fresh = frozenset(result.fresh)
            more = [(finding, result.path) for finding in result.findings]
            for finding in _once(_placed(more, _places_of(result, stages), failures), rules, called):
                if (finding.rule, finding.place) not in said and _sides(finding) & fresh:
                    said.add((finding.rule, finding.place))
                    yield finding


def _once(findings: Iterable[Finding[Span]], rules: Sequence[Runnable], called: Set[str]) -> Iterator[Finding[Span]]:
    """Without what a flow from another package says worse about the same command. A note on what any caller may do is
    of low confidence when callers in other packages are in sight (`called`)."""
    follow = {rule.id for rule in rules if rule.rule.text}
    found = list(findings)
    ends: dict[Span, Severity] = {}
    for one in found:
        for thread in one.threads if one.rule in follow else ():
            end = thread.steps[-1].place
            if end != one.place:
                ends[end] = max(one.severity, ends.get(end, one.severity))
    for one in found:
        if one.rule in follow and one.severity is Severity.NOTE and one.function.partition("$")[0] in called:
            one = structs.replace(one, confidence=Confidence.LOW)
        if one.rule not in follow or one.severity >= ends.get(one.place, one.severity):
            yield one


def _places_of(result: Result, stages: Stages) -> Callable[[Site], Span]:
    """The places of a further configuration; flows lead to packages in their default one."""
    return lambda site: span_of(result.spans, site) if site.symbol in result.spans else stages.span(site)


def _placed(
    findings: Iterable[tuple[Finding[Site], str]], span: Callable[[Site], Span], failures: list[Failure]
) -> Iterator[Finding[Span]]:
    """The findings with their places in files; of each is said in which package it was found."""
    for finding, where in findings:
        try:
            yield resolve(finding, span)
        except LookupError:  # a rule that speaks of a place that is not there
            failures.append(Failure(finding.rule, where, trace()))


def _report(
    options: Options,
    tree: SourceTree,
    loaded: LoadedTree,
    stages: Stages,
    findings: Iterable[Finding[Span]],
    failures: Sequence[Failure],
    rules: tuple[Runnable, ...],
    there: Sequence[Runnable],
) -> Run:
    wanted = {path for package in loaded.packages if package.report for path in package.named}
    generated, others = set(_generated(loaded)), elsewhere(loaded)
    shown = (finding for finding in findings if _sides(finding) & wanted and finding.place.path not in generated)
    inside = sorted(dict.fromkeys(judged_by_remarks(shown, lambda path: _read(tree, path))), key=_order)
    kept, suppressed, uses = _suppressed(options, tree, sorted(wanted), inside, rules, there)
    if others:
        kept = [one for one in kept if one.place.path not in others]
        suppressed = tuple(one for one in suppressed if one.finding.place.path not in others)
        failures = [one for one in failures if one.path not in others]
    own = [_crash(failure, loaded) for failure in failures]
    default = {one.id: one.rule.default for one in rules}
    reported = dict.fromkeys(  # in order: those of one place and message differ in what led there
        judged
        for finding in (*kept, *own)
        if (judged := judge(options, finding, default.get(finding.rule, True))) is not None
    )
    results = [result for result in stages.results if result.path not in others]
    skipped = {*loaded.skipped, *(one for result in results for one in result.skipped)}
    report = Report(
        findings=tuple(sorted(reported, key=_order)),
        suppressed=suppressed,
        skipped=tuple(sorted(skipped)),
        files=sum(result.files for result in results),
        lines=sum(result.lines for result in results),
        lowered=sum(result.lowered for result in results),
        functions=sum(result.functions for result in results),
        failures=len(failures),
    )
    return Run(
        report,
        tree,
        loaded,
        rules,
        tuple(failures),
        tuple(kept),
        uses,
        stages.analysed,
        stages.notes,
        stages.whole,
        {one.path: one.facts for one in stages.results if one.facts is not None and not one.label},
        stages.exports,
    )


def _suppressed(
    options: Options,
    tree: SourceTree,
    paths: Iterable[str],
    findings: Sequence[Finding[Span]],
    rules: Sequence[Runnable],
    there: Sequence[Runnable],
) -> tuple[Sequence[Finding[Span]], tuple[Silenced, ...], tuple[Use, ...]]:
    """Findings that are left, with those about directives, findings that were suppressed, and the directives."""
    texts = {
        path: (data, compatible)
        for path in paths
        if marked(data := _read(tree, path), compatible := policy_for(options, path).compat)
    }
    if not texts:
        return findings, (), ()
    from golint_py.suppress import apply, directives  # only for files with directives
    from golint_py.syntax.declarations import declaration_at, statement_at
    from golint_py.syntax.parse import parse

    parsed = cache(lambda path: parse(tree.read(path)))
    applied = apply(
        findings,
        {path: directives(data, path, compatible) for path, (data, compatible) in texts.items()},
        [one.id for one in there] + [one.id for one in DIAGNOSTICS],
        [one.id for one in rules],
        lambda path, byte: declaration_at(parsed(path), byte),
        options.today,
        lambda path, byte: statement_at(parsed(path), byte),
    )
    return (*applied.kept, *applied.extra), applied.suppressed, applied.uses


def _read(tree: SourceTree, path: str) -> bytes:
    try:
        return tree.read(path)
    except OSError:
        return b""


def _generated(loaded: LoadedTree) -> Iterator[str]:
    for package in loaded.packages:
        for files in (package.files, *(variant.files for variant in package.variants)):
            yield from (file.path for file in files if file.generated)


def _sides(finding: Finding[Span]) -> set[str]:
    """The files that the finding is about: its own and that of either access."""
    return {finding.place.path} | {thread.steps[-1].place.path for thread in finding.threads if thread.steps}


def _order(finding: Finding[Span]) -> tuple[Span, str, str]:
    return (finding.place, finding.rule, finding.message)


def _crash(failure: Failure, loaded: LoadedTree) -> Finding[Span]:
    """A contained crash as a finding, in the file it was about or the package's first one."""
    path = failure.path
    for package in loaded.packages:
        if package.path == failure.path and package.files:
            path = package.files[0].path
    lines = failure.trace.strip().splitlines()
    return Finding(
        rule=INTERNAL_ERROR,
        place=Span(path, 0, 0),
        message=f"{failure.what} crashed on {failure.path or 'the run'}: {lines[-1] if lines else 'no reason given'}",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        subject=failure.what,
        function="",
    )
