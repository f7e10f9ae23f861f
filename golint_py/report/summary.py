"""The words at the end of a report for people: how many findings, how much was read, what was not."""

from collections import Counter

from golint_py.report.view import LEVELS, View, clean, path_label
from golint_py.text.finding import By, Report, Safety, Severity

_SILENCED = {By.DIRECTIVE: "suppressed", By.BASELINE: "in the baseline", By.BASE: "not new"}


def count(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary(report: Report, view: View) -> list[str]:
    """Lines; every file that was skipped is named."""
    lines = [_findings(report) + f" in {count(report.files, 'file')}"]
    by = Counter(one.by for one in report.suppressed)
    lines[0] += "".join(f", {by[how]} {words}" for how, words in _SILENCED.items() if by[how])
    if report.gone:
        lines.append(f"{count(report.gone, 'finding')} of the baseline gone: `golint-py baseline prune` forgets them")
    lines += _fixes(report, view)
    if report.failures:
        lines.append(f"golint-py failed in {count(report.failures, 'place')}: findings are missing")
    if report.skipped:
        files = len({skipped.path for skipped in report.skipped})
        lines.append(f"not or not wholly analysed: {count(files, 'file')}")
        lines += [f"  {_place(view, s.path, s.start)}: {clean(s.reason)}" for s in report.skipped]
    return lines


def _fixes(report: Report, view: View) -> list[str]:
    """How many findings `fix` would try to fix; whether it can, only trying tells."""
    able = {rule.id for rule in view.rules if rule.rule.fix is not None}
    plans = [one.plan.safety for one in report.findings if one.plan is not None and one.rule in able]
    safe, unsafe = plans.count(Safety.SAFE), plans.count(Safety.UNSAFE)
    if not safe + unsafe:
        return []
    words = f"`golint-py fix` tries to fix {safe} of them" if safe else "`golint-py fix` fixes none of them"
    return [words + (f", {unsafe} more with --unsafe-fixes" if unsafe else "")]


def _place(view: View, path: str, start: int) -> str:
    text = path_label(view, path)
    return text if start < 0 else f"{text}:{view.sources.get(path).line_of(start)}"


def _findings(report: Report) -> str:
    if not report.findings:
        return "No findings"
    by_level = Counter(finding.severity for finding in report.findings)
    parts = [count(by_level[level], LEVELS[level]) for level in sorted(Severity, reverse=True) if by_level[level]]
    return f"{count(len(report.findings), 'finding')} ({', '.join(parts)})"


def statistics(report: Report) -> str:
    """A table of the rules that found something: count, severity, id; most first."""
    counts = Counter((finding.rule, LEVELS[finding.severity]) for finding in report.findings)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{number:>6}  {level:<7}  {rule}\n" for (rule, level), number in rows)
