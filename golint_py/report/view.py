"""What the writers know besides the report: the texts of the files, the rules that ran, how paths are shown."""

from collections.abc import Callable

from msgspec import Struct

from golint_py.rule import Documented
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, Severity
from golint_py.text.source import Source
from golint_py.text.span import Span

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


class Sources:
    """The files of a report, each read once, through the function that the analysis read them with."""

    __slots__ = ("_known", "_read")

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._known: dict[str, Source] = {}

    def get(self, path: str) -> Source:
        """The file; an empty one where it cannot be read any more."""
        known = self._known.get(path)
        if known is None:
            try:
                known = Source(path, self._read(path))
            except OSError:
                known = Source(path, b"")
            self._known[path] = known
        return known


def _as_is(path: str) -> str:
    return path


def no_fixes(_: Finding[Span]) -> tuple[Fix, ...]:
    """What a report has that shows none."""
    return ()


class View(Struct, frozen=True, eq=False):
    """`rules` are those that ran, with the tool's diagnostics; `fixes` makes the fixes of a finding.

    `shown` turns a path of the report into the one for people. `runner` says that a GitHub runner reads the output,
    which takes some lines for commands. `quiet` leaves the summary out. `suppressed` puts what is not shown into SARIF,
    too; `category` is the name under which code scanning keeps the results,
    `annotations` the number of annotations of each level (a step on GitHub shows ten).
    """

    sources: Sources
    rules: tuple[Documented, ...] = ()
    version: str = ""
    shown: Callable[[str], str] = _as_is
    fixes: Callable[[Finding[Span]], tuple[Fix, ...]] = no_fixes
    color: bool = False
    runner: bool = False
    quiet: bool = False
    suppressed: bool = False
    category: str = "golint-py"
    annotations: int = 10


def clean(text: str) -> str:
    """The text on one line, with what would move the cursor, recolour or reorder the terminal spelled out."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in text)


def label(view: View, span: Span) -> str:
    """`path:line:column` for people; the column counts bytes, as Go's own tools do."""
    source = view.sources.get(span.path)
    return f"{path_label(view, span.path)}:{source.line_of(span.start)}:{source.column_bytes(span.start)}"


def path_label(view: View, path: str) -> str:
    """The path for people; never something that a GitHub runner takes for a command."""
    return harmless(view.shown(path))


def harmless(text: str) -> str:
    """The text on one line, which no GitHub runner takes for a command where the line starts with it."""
    text = clean(text)
    return "./" + text if text.lstrip().startswith("::") else text


def guarded(view: View, text: str) -> str:
    """The text, with the runner's old command mark broken where a GitHub runner reads it."""
    return text.replace("##[", "##\u200b[") if view.runner else text
