"""The job summary in Markdown: a table of findings, and both goroutines of the worst ones."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from golint_py.report.view import clean

ROWS = 100
TRACES = 3
STEPS = 30
SUMMARY_BYTES = 900_000  # a step may write 1 MiB; more is lost as a whole
_RANK = {"error": 0, "warning": 1, "note": 2}
_SURE = {"high": 0, "medium": 1, "low": 2}
Finding = Mapping[str, Any]


def summary(found: Mapping[str, Any], about: str = "") -> str:
    """The summary of a report (our JSON). `about` says what it is limited to."""
    findings = sorted(found["findings"], key=_importance)
    number = len(findings)
    title = f"{number} finding{'' if number == 1 else 's'}" if findings else "no findings"
    lines = [f"### golint-py: {title} in {found['summary']['files']} files", ""]
    lines += [f"{line}\n" for line in _notes(found, about)]
    if not findings:
        return "\n".join(lines).rstrip() + "\n"
    head = ["| severity | rule | place | message |", "|---|---|---|---|"]
    rows = [_row(finding) for finding in findings[:ROWS]]
    traces = [_trace(finding) for finding in [one for one in findings if one["threads"]][:TRACES]]
    while True:
        rest = [f"\n{len(rows)} of {number} findings are shown." if len(rows) < number else ""]
        text = "\n".join([*lines, *head, *rows, *rest, *traces]) + "\n"
        if len(text.encode()) <= SUMMARY_BYTES or not (traces or rows):
            return text
        (traces or rows).pop()


def _importance(finding: Finding) -> tuple[int, int, float]:
    return (_RANK[finding["severity"]], _SURE[finding["confidence"]], -finding["rank"])


def _notes(found: Mapping[str, Any], about: str) -> Iterable[str]:
    """What the table does not show."""
    if about:
        yield _cell(about) + "."
    known = [one["suppression"]["by"] for one in found["suppressed"]]
    words = {"base": "not new", "baseline": "in the baseline", "directive": "suppressed in the code"}
    said = ", ".join(f"{known.count(by)} {text}" for by, text in words.items() if by in known)
    if said:
        yield f"Not shown: {said}."
    if found["summary"]["gone"]:
        yield f"Gone since the baseline was written: {found['summary']['gone']}."
    skipped = {one["path"] for one in found["skipped"]}
    if skipped:
        yield f"Not or not wholly analysed: {len(skipped)} file{'' if len(skipped) == 1 else 's'}; the log names them."
    if found["summary"]["failures"]:
        yield "**golint-py itself failed on a part of the code: findings are missing.**"


def _row(finding: Finding) -> str:
    sure = f"{finding['severity']} ({finding['confidence']})"
    return f"| {sure} | {finding['rule']} | {_cell(_where(finding['place']))} | {_cell(finding['message'])} |"


def _where(place: Mapping[str, Any]) -> str:
    return f"{place['path']}:{place['start']['line']}"


def _trace(finding: Finding) -> str:
    """A folded block with the steps of each side."""
    lines: list[str] = []
    threads: Sequence[Mapping[str, Any]] = finding["threads"]
    for number, thread in enumerate(threads):
        letter = f"[{'ABCDEFGH'[number % 8]}] " if len(threads) > 1 else ""
        lines.append(clean(f"{letter}{thread['name']}"))
        steps = thread["steps"]
        if len(steps) > STEPS:
            lines.append(f"    (the last {STEPS} of {len(steps)} steps)")
        for step in steps[-STEPS:]:
            held = [lock for lock in step["held"] if lock not in step["message"]]
            holding = f" [holds {', '.join(held)}]" if held else ""
            lines.append(clean(f"    {_where(step['place'])}: {step['message']}{holding}"))
    fence = "`" * max(3, 1 + max(_run(line) for line in lines))
    head = _cell(f"{finding['rule']} at {_where(finding['place'])}")
    return "\n".join(["", f"<details><summary>{head}</summary>", "", f"{fence}text", *lines, fence, "", "</details>"])


def _run(text: str) -> int:
    """The length of the longest run of backticks."""
    longest = here = 0
    for char in text:
        here = here + 1 if char == "`" else 0
        longest = max(longest, here)
    return longest


def _cell(text: str) -> str:
    """Text from the repository, as text: no markup, no new row."""
    for char, instead in (("&", "&amp;"), ("<", "&lt;"), ("\\", "\\\\"), ("|", "\\|"), ("[", "\\["), ("!", "\\!")):
        text = text.replace(char, instead)
    return " ".join(text.split())
