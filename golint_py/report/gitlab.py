"""GitLab's code quality report: one array; the first of equal fingerprints is all that GitLab shows."""

import hashlib

import msgspec

from golint_py.report.places import Unit, one_line
from golint_py.report.view import View, clean
from golint_py.text.finding import Finding, Report, Severity
from golint_py.text.fingerprint import identities
from golint_py.text.span import Span

_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "minor"}


def write(report: Report, view: View) -> str:
    """The array; the rule stands in the description, for GitLab does not show `check_name`."""
    pairs = zip(report.findings, identities(report.findings), strict=True)
    issues = [_issue(finding, identity, view) for finding, identity in pairs]
    return msgspec.json.format(msgspec.json.encode(issues), indent=2).decode() + "\n"


def _issue(finding: Finding[Span], identity: str, view: View) -> dict[str, object]:
    at = one_line(view.sources.get(finding.place.path), finding.place, Unit.CODE_POINTS)
    path = finding.place.path.encode("utf-8", "replace").decode()
    begin, end = {"line": at.line, "column": at.column}, {"line": at.end_line, "column": at.end_column}
    return {
        "description": f"{finding.rule}: {clean(finding.message)}",
        "check_name": finding.rule,
        "fingerprint": hashlib.sha256(f"{path}\0{identity}".encode()).hexdigest(),
        "severity": _SEVERITY[finding.severity],
        "location": {"path": path, "positions": {"begin": begin, "end": end}},
    }
