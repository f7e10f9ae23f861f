"""The report as JSON of our own, version 1; docs/json.md describes it, docs/report.schema.json is its schema."""

from collections.abc import Iterable

import msgspec
from msgspec import UNSET

from golint_py.report import json_model as model
from golint_py.report.json_model import VERSION
from golint_py.report.places import Unit, place
from golint_py.report.view import LEVELS, View
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, Report, Silenced, Skipped, Step
from golint_py.text.fingerprint import identities
from golint_py.text.span import Span


def write(report: Report, view: View) -> str:
    """One object with everything."""
    whole = model.Whole(
        version=VERSION,
        tool=model.Tool("golint-py", view.version),
        findings=tuple(_findings(report.findings, view)),
        suppressed=tuple(_suppressed(report.suppressed, view)),
        skipped=tuple(_skipped(skipped, view) for skipped in report.skipped),
        summary=model.Summary(
            files=report.files,
            lines=report.lines,
            lowered=report.lowered,
            functions=report.functions,
            failures=report.failures,
            gone=report.gone,
        ),
    )
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def lines(report: Report, view: View) -> str:
    """One object per finding and line; each has the key `version`."""
    objects = (msgspec.structs.replace(one, version=VERSION) for one in _findings(report.findings, view))
    return "".join(msgspec.json.encode(one).decode() + "\n" for one in objects)


def schema() -> str:
    """The JSON Schema of what `write` gives. Additional keys are allowed: later versions may bring some."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Report of golint-py, version {VERSION}",
        **msgspec.json.schema(model.Whole),
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"


def _findings(findings: Iterable[Finding[Span]], view: View) -> Iterable[model.Finding]:
    several = tuple(findings)
    return (_finding(one, name, view) for one, name in zip(several, identities(several), strict=True))


def _suppressed(silenced: tuple[Silenced, ...], view: View) -> Iterable[model.Finding]:
    for one, finding in zip(silenced, _findings((each.finding for each in silenced), view), strict=True):
        yield msgspec.structs.replace(finding, suppression=model.Suppression(one.by.value, _text(one.why)))


def _finding(finding: Finding[Span], identity: str, view: View) -> model.Finding:
    return model.Finding(
        rule=finding.rule,
        severity=LEVELS[finding.severity],  # type: ignore[arg-type]
        confidence=finding.confidence.name.lower(),  # type: ignore[arg-type]
        message=_text(finding.message),
        place=_place(finding.place, view),
        subject=_text(finding.subject),
        function=_text(finding.function),
        rank=finding.rank,
        fingerprint=identity,
        related=tuple(model.Related(_place(one.place, view), _text(one.message)) for one in finding.related),
        threads=tuple(
            model.Thread(_text(thread.name), tuple(_step(step, view) for step in thread.steps))
            for thread in finding.threads
        ),
        plan=_plan(finding),
        fixes=tuple(_fix(fix, view) for fix in view.fixes(finding)),
    )


def _step(step: Step[Span], view: View) -> model.Step:
    return model.Step(_place(step.place, view), _text(step.message), step.kinds, tuple(_text(one) for one in step.held))


def _plan(finding: Finding[Span]) -> model.Plan | None:
    plan = finding.plan
    if plan is None:
        return None
    parameters = {name: _text(value) for name, value in plan.parameters}
    return model.Plan(plan.kind, _text(plan.target), plan.safety.name.lower(), parameters)  # type: ignore[arg-type]


def _fix(fix: Fix, view: View) -> model.Fix:
    edits = tuple(model.Edit(_place(edit.span, view), edit.text.decode("utf-8", "replace")) for edit in fix.edits)
    return model.Fix(_text(fix.title), fix.safety.name.lower(), edits)  # type: ignore[arg-type]


def _place(span: Span, view: View) -> model.Place:
    at = place(view.sources.get(span.path), span, Unit.BYTES)
    start = model.Point(at.line, at.column, span.start)
    return model.Place(_text(span.path), start, model.Point(at.end_line, at.end_column, span.end))


def _skipped(skipped: Skipped, view: View) -> model.Skipped:
    where = _place(Span(skipped.path, skipped.start, skipped.end), view) if skipped.start >= 0 else UNSET
    return model.Skipped(_text(skipped.path), _text(skipped.reason), where)


def _text(text: str) -> str:
    """Without the lone surrogates that stand for undecodable bytes of a file name: JSON has none."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
