"""Annotations for GitHub Actions: workflow commands on standard output, and every finding in the log below them.

A step shows ten annotations of each level at most, so the most certain ones of each level are chosen and the rest is
counted. What comes from the repository is escaped inside commands and never at the start of a line.
"""

from collections.abc import Iterable

from golint_py.report.places import Unit, one_line
from golint_py.report.summary import summary
from golint_py.report.text import concise_line
from golint_py.report.view import View, clean, guarded
from golint_py.text.finding import Finding, Report, Severity
from golint_py.text.span import Span

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def write(report: Report, view: View) -> str:
    """Commands, most severe first; then one line per finding and the summary, each behind a bar."""
    lines: list[str] = []
    for severity in sorted(Severity, reverse=True):
        found = [finding for finding in report.findings if finding.severity is severity]
        chosen = _most_certain(found, view.annotations)
        lines += [command(finding, view) for finding in chosen]
        if len(chosen) < len(found):
            lines.append(f"{len(chosen)} of {len(found)} {_COMMANDS[severity]} annotations are shown; all are below")
    rest = [concise_line(finding, view) for finding in report.findings]
    if not view.quiet:
        rest += summary(report, view)
    lines += [f"| {text}" for text in rest]
    return guarded(view, "".join(line + "\n" for line in lines))


def _most_certain(found: list[Finding[Span]], limit: int) -> list[Finding[Span]]:
    """At most `limit`, the most certain, in the order of the report."""
    best = sorted(range(len(found)), key=lambda at: (-found[at].confidence, -found[at].rank, at))[:limit]
    return [found[at] for at in sorted(best)]


def command(finding: Finding[Span], view: View) -> str:
    """The annotation. Columns are given because start and end are on one line; the end column is inclusive."""
    at = one_line(view.sources.get(finding.place.path), finding.place, Unit.CODE_POINTS)
    properties = {
        "file": finding.place.path,
        "line": str(at.line),
        "endLine": str(at.line),
        "col": str(at.column),
        "endColumn": str(max(at.column, at.end_column - 1)),
        "title": f"golint-py {finding.rule}",
    }
    joined = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {joined}::{escape_data(_message(finding, view))}"


def _message(finding: Finding[Span], view: View) -> str:
    return "\n".join([clean(finding.message), *_sides(finding, view)])


def _sides(finding: Finding[Span], view: View) -> Iterable[str]:
    """Where each side of a conflict ends."""
    if len(finding.threads) < 2:
        return
    for thread in finding.threads:
        if thread.steps:
            last = thread.steps[-1]
            line = view.sources.get(last.place.path).line_of(last.place.start)
            held = f", holding {', '.join(last.held)}" if last.held else ""
            yield f"{clean(thread.name)}: {clean(last.message)} at {clean(last.place.path)}:{line}{clean(held)}"


def escape_data(text: str) -> str:
    """Escape a command's message."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape the value of a command's property."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")
