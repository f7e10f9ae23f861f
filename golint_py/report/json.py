"""The report as JSON of our own, version 1; docs/json.md describes it."""

from typing import Any

import msgspec

from golint_py.report.fingerprint import identities
from golint_py.report.places import Unit, place
from golint_py.report.view import LEVELS, View
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, Report, Skipped
from golint_py.text.span import Span

VERSION = "1"


def write(report: Report, view: View) -> str:
    """One object with everything."""
    whole = {
        "version": VERSION,
        "tool": {"name": "golint-py", "version": view.version},
        "findings": _findings(report.findings, view),
        "suppressed": _findings(report.suppressed, view),
        "skipped": [_skipped(skipped, view) for skipped in report.skipped],
        "summary": {
            "files": report.files,
            "lines": report.lines,
            "lowered": report.lowered,
            "functions": report.functions,
            "failures": report.failures,
        },
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def lines(report: Report, view: View) -> str:
    """One object per finding and line; each has the key `version`."""
    objects = [{"version": VERSION, **finding} for finding in _findings(report.findings, view)]
    return "".join(msgspec.json.encode(one).decode() + "\n" for one in objects)


def _findings(findings: tuple[Finding[Span], ...], view: View) -> list[dict[str, Any]]:
    return [_finding(one, name, view) for one, name in zip(findings, identities(findings), strict=True)]


def _finding(finding: Finding[Span], identity: str, view: View) -> dict[str, Any]:
    plan = finding.plan
    return {
        "rule": finding.rule,
        "severity": LEVELS[finding.severity],
        "confidence": finding.confidence.name.lower(),
        "message": _text(finding.message),
        "place": _place(finding.place, view),
        "subject": _text(finding.subject),
        "function": _text(finding.function),
        "rank": finding.rank,
        "fingerprint": identity,
        "related": [{"place": _place(one.place, view), "message": _text(one.message)} for one in finding.related],
        "threads": [
            {
                "name": _text(thread.name),
                "steps": [
                    {
                        "place": _place(step.place, view),
                        "message": _text(step.message),
                        "kinds": step.kinds,
                        "held": [_text(lock) for lock in step.held],
                    }
                    for step in thread.steps
                ],
            }
            for thread in finding.threads
        ],
        "plan": None
        if plan is None
        else {
            "kind": plan.kind,
            "target": _text(plan.target),
            "safety": plan.safety.name.lower(),
            "parameters": {name: _text(value) for name, value in plan.parameters},
        },
        "fixes": [_fix(fix, view) for fix in view.fixes(finding)],
    }


def _fix(fix: Fix, view: View) -> dict[str, Any]:
    return {
        "title": _text(fix.title),
        "safety": fix.safety.name.lower(),
        "edits": [
            {"place": _place(edit.span, view), "text": edit.text.decode("utf-8", "replace")} for edit in fix.edits
        ],
    }


def _place(span: Span, view: View) -> dict[str, Any]:
    at = place(view.sources.get(span.path), span, Unit.BYTES)
    return {
        "path": _text(span.path),
        "start": {"line": at.line, "column": at.column, "offset": span.start},
        "end": {"line": at.end_line, "column": at.end_column, "offset": span.end},
    }


def _skipped(skipped: Skipped, view: View) -> dict[str, Any]:
    where: dict[str, Any] = {"path": _text(skipped.path), "reason": _text(skipped.reason)}
    if skipped.start >= 0:
        where["place"] = _place(Span(skipped.path, skipped.start, skipped.end), view)
    return where


def _text(text: str) -> str:
    """Without the lone surrogates that stand for undecodable bytes of a file name: JSON has none."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
