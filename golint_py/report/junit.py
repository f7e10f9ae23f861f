"""JUnit's XML: a test case per finding that fails, or one that passes when there is none."""

from golint_py.report.text import concise_line
from golint_py.report.view import LEVELS, View, label
from golint_py.report.xml import HEAD, attributes, escaped
from golint_py.text.finding import Finding, Report
from golint_py.text.span import Span


def write(report: Report, view: View) -> str:
    """One suite. Crashes of golint-py itself are counted as errors."""
    number = len(report.findings)
    counts = attributes(name="golint-py", tests=number or 1, failures=number, errors=report.failures)
    cases = [_case(finding, view) for finding in report.findings]
    if not cases:
        cases = [f"    <testcase{attributes(classname='golint-py', name='no findings')}/>"]
    return (
        HEAD + "\n".join(["<testsuites>", f"  <testsuite{counts}>", *cases, "  </testsuite>", "</testsuites>"]) + "\n"
    )


def _case(finding: Finding[Span], view: View) -> str:
    where = label(view, finding.place)
    case = attributes(classname=finding.rule, name=where, file=view.shown(finding.place.path))
    failure = attributes(message=finding.message, type_=LEVELS[finding.severity])
    return f"    <testcase{case}><failure{failure}>{escaped(concise_line(finding, view))}</failure></testcase>"
