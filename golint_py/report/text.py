"""The report for people: each finding with its code, and both goroutines of a conflict step by step."""

from golint_py.report.ansi import paint
from golint_py.report.frame import Line, context, line
from golint_py.report.summary import summary
from golint_py.report.view import LEVELS, View, clean, guarded, label
from golint_py.text.finding import Finding, Report, Step, Thread
from golint_py.text.span import Span


def write(report: Report, view: View) -> str:
    """Findings as blocks of lines with a blank line after each, then the summary."""
    lines: list[str] = []
    for finding in report.findings:
        lines += _finding(finding, view)
        lines.append("")
    if not view.quiet:
        lines += summary(report, view)
        if report.findings:
            lines.append("`golint-py rule ID` explains a rule.")
    return guarded(view, "".join(text + "\n" for text in lines))


def concise(report: Report, view: View) -> str:
    """One line per finding: `path:line:column: severity[confidence] rule: message`, then the summary."""
    lines = [concise_line(finding, view) for finding in report.findings]
    if not view.quiet:
        lines += summary(report, view)
    return guarded(view, "".join(text + "\n" for text in lines))


def concise_line(finding: Finding[Span], view: View) -> str:
    """The finding on one line."""
    level = LEVELS[finding.severity]
    sure = finding.confidence.name.lower()
    where = paint(label(view, finding.place), "bold", view.color)
    return f"{where}: {paint(level, level, view.color)}[{sure}] {finding.rule}: {clean(finding.message)}"


def _finding(finding: Finding[Span], view: View) -> list[str]:
    on = view.color
    level = LEVELS[finding.severity]
    spans = finding.places()
    margin = max(len(str(view.sources.get(span.path).line_of(span.start))) for span in spans)
    sure = paint(f"({finding.confidence.name.lower()} confidence)", "dim", on)
    lines = [f"{paint(f'{level}[{finding.rule}]', level, on)}: {paint(clean(finding.message), 'bold', on)} {sure}"]
    lines += _primary(finding.place, margin, view)
    for letters, thread in _lettered(finding.threads):
        lines += _thread(letters, thread, margin, view)
    ends = {thread.steps[-1].place for thread in finding.threads if thread.steps}
    for related in finding.related:
        if related.place in ends:
            continue
        where = label(view, related.place)
        lines.append(f"{' ' * margin} {paint('=', 'gutter', on)} {clean(related.message)}: {where}")
    return lines


def _primary(place: Span, margin: int, view: View) -> list[str]:
    source = view.sources.get(place.path)
    shown = line(source, place)
    bar = paint("|", "gutter", view.color)
    lines = [f"{' ' * margin}{paint('-->', 'gutter', view.color)} {label(view, place)}", f"{' ' * margin} {bar}"]
    if shown.number > 1:
        before = context(source, shown.number - 1)
        if before.strip():
            lines.append(_numbered(shown.number - 1, before, margin, view))
    lines.append(_numbered(shown.number, shown.text, margin, view))
    mark = paint("^" * shown.length, "mark", view.color)
    lines.append(f"{' ' * margin} {bar} {' ' * shown.indent}{mark}")
    return lines


def _numbered(number: int, text: str, margin: int, view: View) -> str:
    return f"{paint(f'{number:>{margin}} |', 'gutter', view.color)} {text}".rstrip()


def _lettered(threads: tuple[Thread[Span], ...]) -> list[tuple[str, Thread[Span]]]:
    """The threads with their letters; one that runs against itself is shown once and has two."""
    letters: dict[Thread[Span], list[str]] = {}
    for number, thread in enumerate(threads):
        letters.setdefault(thread, []).append("ABCDEFGH"[number % 8])
    if len(threads) < 2:
        return [("", thread) for thread in letters]
    return [(f"[{' and '.join(several)}] ", thread) for thread, several in letters.items()]


def _thread(letters: str, thread: Thread[Span], margin: int, view: View) -> list[str]:
    equals = paint("=", "gutter", view.color)
    lines = [f"{' ' * margin} {equals} {paint(letters + clean(thread.name), 'other', view.color)}"]
    path, number = "", 0
    for step in thread.steps:
        if step.place.path != path:
            path, number = step.place.path, 0
            lines.append(f"{' ' * margin}{paint('-->', 'gutter', view.color)} {label(view, step.place)}")
        shown = line(view.sources.get(path), step.place)
        if shown.number != number:
            number = shown.number
            lines.append(_numbered(number, shown.text, margin, view))
        lines.append(_step(step, shown, margin, view))
    return lines


def _step(step: Step[Span], shown: Line, margin: int, view: View) -> str:
    """The mark under a line that is already there, and what happens."""
    on = view.color
    unsaid = [clean(lock) for lock in step.held if lock not in step.message]
    held = f" [holds {', '.join(unsaid)}]" if unsaid else ""
    mark = paint("~" * shown.length, "other", on)
    bar = paint("|", "gutter", on)
    return f"{' ' * margin} {bar} {' ' * shown.indent}{mark} {clean(step.message)}{paint(held, 'held', on)}"
