"""Reviewdog's diagnostic format (rdjson): columns are 1-based bytes; fixes become suggestions."""

import msgspec

from golint_py.report.places import Unit, place
from golint_py.report.view import View, clean
from golint_py.text.finding import Finding, Report, Severity
from golint_py.text.span import Span

_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def write(report: Report, view: View) -> str:
    """One object with all diagnostics. Paths are those for people: reviewdog reads them from the working directory."""
    whole = {
        "source": {"name": "golint-py"},
        "diagnostics": [_diagnostic(finding, view) for finding in report.findings],
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def _diagnostic(finding: Finding[Span], view: View) -> dict[str, object]:
    found: dict[str, object] = {
        "message": clean(finding.message),
        "location": _location(finding.place, view),
        "severity": _SEVERITY[finding.severity],
        "code": {"value": finding.rule},
    }
    related = [{"message": clean(one.message), "location": _location(one.place, view)} for one in finding.related]
    if related:
        found["related_locations"] = related
    # A suggestion is one edit in the finding's file; a fix of several edits would be torn apart.
    single = [fix.edits[0] for fix in view.fixes(finding) if len(fix.edits) == 1]
    suggestions = [
        {"range": _range(edit.span, view), "text": edit.text.decode("utf-8", "replace")}
        for edit in single
        if edit.span.path == finding.place.path
    ]
    if suggestions:
        found["suggestions"] = suggestions
    return found


def _location(span: Span, view: View) -> dict[str, object]:
    return {"path": clean(view.shown(span.path)), "range": _range(span, view)}


def _range(span: Span, view: View) -> dict[str, object]:
    at = place(view.sources.get(span.path), span, Unit.BYTES)
    start, end = {"line": at.line, "column": at.column}, {"line": at.end_line, "column": at.end_column}
    return {"start": start, "end": end}
