"""Link and the module rules: what packages that are built together say, once all of them are analysed."""

from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from golint_py.rule import Runnable, Scope
from golint_py.stage import Failure, Result, SpanTable, trace
from golint_py.text.finding import Finding
from golint_py.text.span import Site


class Joined(Struct, frozen=True):
    """The findings of all module rules, and what crashed; `where` is the package where there is only one, else ""."""

    findings: tuple[Finding[Site], ...] = ()
    failures: tuple[Failure, ...] = ()
    where: str = ""


def join(results: Sequence[Result], rules: Sequence[Runnable]) -> Joined:
    """What the rules find in these packages together. Contains the crash of a rule or analysis."""
    facts = [result.facts for result in results if result.facts is not None]
    module = [rule for rule in rules if rule.rule.scope is Scope.MODULE]
    where = results[0].path if len(results) == 1 else ""
    if not facts or not module:
        return Joined(where=where)
    from golint_py.analyses.link import link  # not for files without anything that could run at the same time

    try:
        linked = link(facts)
    except Exception:
        return Joined(failures=(Failure("link", where, trace()),), where=where)
    triggered = {rule for result in results for rule in result.triggered}
    findings: list[Finding[Site]] = []
    failures: list[Failure] = []
    for rule in module:
        if not rule.rule.triggers or rule.id in triggered:
            try:
                findings.extend(list(rule.check(linked)))
            except Exception:
                failures.append(Failure(rule.id, where, trace()))
    return Joined(tuple(findings), tuple(failures), where)


def with_joined(result: Result, rules: Sequence[Runnable]) -> Result:
    """The result of a further configuration with the findings of module rules, instead of what they come from: it is
    joined with nothing else, and only findings that involve its own files count."""
    joined = join([_own(result)], rules)
    findings = (*result.findings, *joined.findings)
    return structs.replace(
        result,
        facts=None,
        findings=findings,
        failures=(*result.failures, *joined.failures),
        spans=_spans(result.spans, findings),
        triggered=(),
    )


def _own(result: Result) -> Result:
    if result.facts is None:
        return result
    from golint_py.analyses.involving import involving  # as above

    fresh = frozenset(result.fresh)
    own = {symbol for symbol, (path, _) in result.spans.items() if path in fresh}
    return structs.replace(result, facts=involving(result.facts, own.__contains__))


def _spans(spans: SpanTable, findings: Iterable[Finding[Site]]) -> SpanTable:
    """The part of the table that the findings need."""
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        for site in finding.places():
            wanted.setdefault(site.symbol, set()).add(site.ordinal)
    return {
        symbol: (spans[symbol][0], {at: span for at, span in spans[symbol][1].items() if at in wanted[symbol]})
        for symbol in sorted(wanted)
        if symbol in spans
    }
