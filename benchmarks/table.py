"""Tables and charts of measurements: Markdown, and SVG written by hand."""

import os
import platform
from collections.abc import Sequence
from html import escape
from pathlib import Path

from measure import Row

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
BAR, GAP, LEFT, WIDTH = 18, 8, 260, 420
Section = tuple[str, Sequence[Row]]


def markdown(title: str, rows: Sequence[Row]) -> str:
    """A table of one folder."""
    head = ["tool", "seconds", "CPU seconds", "largest process, MB", "ratio", "Go files opened", "MB"]
    lines = [f"### {title}", "", f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for row in rows:
        if not row.rounds:
            lines.append(f"| {row.name} | {row.note} | | | | | |")
            continue
        cells = [f"{row.wall:.2f}", f"{row.cpu:.2f}", f"{row.memory:.0f}", f"{row.ratio:.2f}", row.files, row.megabytes]
        lines.append(f"| {row.name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def chart(title: str, rows: Sequence[Row]) -> str:
    """Bars of wall time, on a logarithmic scale would lie about ratios: linear, each with its number."""
    shown = [row for row in rows if row.rounds]
    most = max((row.wall for row in shown), default=1.0)
    height = 40 + len(shown) * (BAR + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 100}" height="{height}" role="img">',
        f"<title>{escape(title)}: seconds</title>",
        "<style>text{font:13px sans-serif;fill:#57606a}.t{font-weight:bold}.o{fill:#8250df}.p{fill:#8c959f}</style>",
        f'<text class="t" x="0" y="18">{escape(title)}: seconds on the clock, median</text>',
    ]
    for number, row in enumerate(shown):
        top = 32 + number * (BAR + GAP)
        width = max(1.0, row.wall / most * WIDTH)
        kind = "o" if row.name.startswith("golint-py") else "p"
        parts.append(f'<text x="{LEFT - 8}" y="{top + 14}" text-anchor="end">{escape(row.name)}</text>')
        parts.append(f'<rect class="{kind}" x="{LEFT}" y="{top}" width="{width:.1f}" height="{BAR}"/>')
        parts.append(f'<text x="{LEFT + width + 6:.1f}" y="{top + 14}">{row.wall:.2f}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def write(sections: Sequence[Section], docs: Path, jobs: int) -> None:
    """Put the tables between the marks of performance.md, and the charts beside it."""
    page = docs / "performance.md"
    before, _, rest = page.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = [BEGIN, "", f"{_machine()}, {jobs} processes.", ""]
    for title, rows in sections:
        name = "performance-" + "".join(char if char.isalnum() else "-" for char in title.partition(",")[0].lower())
        name += "-same.svg" if "," in title else ".svg"
        (docs / name).write_text(chart(title, rows))
        lines += [markdown(title, rows), f"![{title}]({name})", ""]
    page.write_text(before + "\n".join([*lines, END]) + after)


def _machine() -> str:
    model = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else ""
    processors = len(os.sched_getaffinity(0))
    return f"{model or platform.machine()}, {processors} processors, Python {platform.python_version()}"
