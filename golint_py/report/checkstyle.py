"""Checkstyle's XML, which many tools read: findings by file."""

from itertools import groupby

from golint_py.report.places import Unit, one_line
from golint_py.report.view import LEVELS, View
from golint_py.report.xml import HEAD, attributes
from golint_py.text.finding import Finding, Report, Severity
from golint_py.text.span import Span

_SEVERITY = LEVELS | {Severity.NOTE: "info"}


def write(report: Report, view: View) -> str:
    """One `file` per path, one `error` per finding."""
    lines = ['<checkstyle version="4.3">']
    by_path = sorted(report.findings, key=lambda finding: finding.place.path)
    for path, findings in groupby(by_path, key=lambda finding: finding.place.path):
        lines.append(f"  <file{attributes(name=view.shown(path))}>")
        lines += [f"    <error{_error(finding, view)}/>" for finding in findings]
        lines.append("  </file>")
    return HEAD + "\n".join([*lines, "</checkstyle>"]) + "\n"


def _error(finding: Finding[Span], view: View) -> str:
    at = one_line(view.sources.get(finding.place.path), finding.place, Unit.CODE_POINTS)
    return attributes(
        line=at.line,
        column=at.column,
        severity=_SEVERITY[finding.severity],
        message=finding.message,
        source=f"golint-py.{finding.rule}",
    )
