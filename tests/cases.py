"""The test data of the rules: which cases there are, and what each line of them expects.

A case is a folder `testdata/rules/<family>/<rule>/<case>/` with a Go package, and perhaps more below. Expectations sit
at the end of the line that they speak of: `// want map/inconsistent-guard "regex" lock/copied:low "regex"`; `// want+1`
speaks of the next line, where that one cannot have a comment. The rule may be a choice (`a/b|c/d`); the confidence is
exact (`:low`, `:medium`, `:high`), or medium and above when it is left out. A folder whose name
starts with an underscore belongs to the judge (see gojudge); Go does not look into it either.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

DATA = Path(__file__).resolve().parent.parent / "testdata"
RULES = DATA / "rules"

_WANT = re.compile(r"//\s*want(\+1)?\s+(?=[a-z|/-]+/)(.*)$")
_ITEM = re.compile(r'\s*([a-z0-9/|-]+)(?::(low|medium|high))?\s+("(?:[^"\\]|\\.)*"|`[^`]*`)')


class Want(Struct, frozen=True):
    """One expectation: the file (relative to the case), the line (1-based), the rules that may say it, the confidence,
    the message."""

    file: str
    line: int
    rules: tuple[str, ...]
    confidence: str
    pattern: str


class Said(Struct, frozen=True, order=True):
    """One finding as the harness compares it: the file (relative to the case), the line (1-based), rule, confidence,
    message."""

    file: str
    line: int
    rule: str
    confidence: str
    message: str


class Case(Struct, frozen=True):
    """One case: the rule that it is about, its name, its folder, its expectations in order."""

    rule: str
    name: str
    directory: Path
    wants: tuple[Want, ...]

    @property
    def id(self) -> str:
        """`family/rule/case`, for people and for pytest."""
        return f"{self.rule}/{self.name}"

    def files(self) -> list[Path]:
        """The Go files of the package and of those in folders below, tests included."""
        return go_files(self.directory)


def go_files(directory: Path) -> list[Path]:
    """The Go files in a folder and below, but for folders of the judge, sorted."""
    inside = sorted(directory.rglob("*.go"))
    return [path for path in inside if not any(part.startswith("_") for part in path.relative_to(directory).parts)]


def wants_of(file: str, source: str) -> list[Want]:
    """The expectations of one file. Raises ValueError where a want comment cannot be read."""
    wants: list[Want] = []
    for number, line in enumerate(source.split("\n"), 1):
        comment = _WANT.search(line)
        if comment is None:
            continue
        text, position = comment[2].rstrip(), 0
        place = number + (comment[1] is not None)
        while position < len(text):
            item = _ITEM.match(text, position)
            if item is None:
                raise ValueError(f"{file}:{number}: cannot read this expectation: {text[position:]}")
            re.compile(item[3][1:-1])
            wants.append(Want(file, place, tuple(item[1].split("|")), item[2] or "", item[3][1:-1]))
            position = item.end()
    return wants


def discover(root: Path = RULES) -> list[Case]:
    """All cases below `root`, sorted by rule and name."""
    cases = []
    for directory in sorted(root.glob("*/*/*")):
        if not directory.is_dir() or directory.name.startswith(("_", ".")):
            continue
        family, rule = directory.parts[-3], directory.parts[-2].replace("_", "-")
        sources = [(path.relative_to(directory).as_posix(), path.read_text("utf-8")) for path in go_files(directory)]
        wants = [want for name, source in sources for want in wants_of(name, source)]
        cases.append(Case(f"{family}/{rule}", directory.name, directory, tuple(wants)))
    return cases


def meets(said: Said, want: Want) -> bool:
    """Whether the finding is the expected one."""
    sure = said.confidence == want.confidence if want.confidence else said.confidence in ("medium", "high")
    place = (said.file, said.line) == (want.file, want.line)
    return place and said.rule in want.rules and sure and re.search(want.pattern, said.message) is not None


def mismatches(wants: Iterable[Want], findings: Iterable[Said]) -> list[str]:
    """What differs, in words: every finding meets one expectation of its own, and the other way round."""
    missed, unexpected = list(wants), []
    for said in sorted(findings):
        met = next((want for want in missed if meets(said, want)), None)
        if met is None:
            unexpected.append(said)
        else:
            missed.remove(met)
    lines = [f"missed      {w.file}:{w.line} {'|'.join(w.rules)} {w.confidence} {w.pattern!r}" for w in missed]
    lines += [f"unexpected  {s.file}:{s.line} {s.rule} {s.confidence} {s.message!r}" for s in unexpected]
    return lines
