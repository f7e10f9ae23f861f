"""Findings that are known and accepted: a file with one line for each, which survives moved lines and merges.

The file is JSON Lines, sorted: a header, then an object per finding with its rule, subject and function, as in the
fingerprint. `path` tells people where it is, and is part of the identity only for what is in no function. `count` is
there for the functions that have several such findings. Lines that a merge has left twice count once.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from golint_py.config import ConfigError
from golint_py.diagnostics import INTERNAL_ERROR
from golint_py.text.finding import By, Finding, Report, Silenced
from golint_py.text.fingerprint import Key, key, stable
from golint_py.text.span import Span

NAME = "golint-py-baseline.jsonl"
VERSION = 1
_HEAD = f'{{"golint-py-baseline":{VERSION}}}'


class Entry(Struct, frozen=True, omit_defaults=True):
    """`count` findings of one rule about one subject in one function ("" for none: then `path` counts)."""

    rule: str
    subject: str
    function: str = ""
    path: str = ""
    count: int = 1

    @property
    def key(self) -> Key:
        """What makes a finding this one."""
        return (self.rule, self.subject, self.function or self.path)


# --- the file ---------------------------------------------------------------------------------------------------------


def entries_of(findings: Iterable[Finding[Span]]) -> tuple[Entry, ...]:
    """The entries for findings, sorted. A crash of golint-py is never one of them."""
    counts: Counter[Key] = Counter()
    first: dict[Key, Finding[Span]] = {}
    for finding in findings:
        if finding.rule != INTERNAL_ERROR:
            counts[_name(finding)] += 1
            first.setdefault(_name(finding), finding)
    return tuple(
        Entry(one.rule, name[1], _text(stable(one.function)), _text(one.place.path), counts[name])
        for name, one in sorted(first.items())
    )


def write(entries: Iterable[Entry]) -> str:
    """The text of a baseline file."""
    lines = [msgspec.json.encode(one).decode() for one in sorted(entries, key=lambda one: (one.key, one.path))]
    return "\n".join([_HEAD, *lines]) + "\n"


def parse(data: bytes, name: str) -> tuple[Entry, ...]:
    """The entries of a baseline file. Raises `ConfigError` with the line, also for what a merge left unresolved."""
    lines = data.splitlines()
    if not lines or not _is_head(lines[0], name):
        raise ConfigError(f"{name}: not a baseline of golint-py; `golint-py baseline create` makes one")
    found: dict[Key, Entry] = {}
    for number, line in enumerate(lines[1:], 2):
        if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
            raise ConfigError(f"{name}:{number}: an unresolved merge; keep the lines of both sides")
        if not line.strip() or line.startswith(b'{"golint-py-baseline"'):
            continue
        try:
            entry = msgspec.json.decode(line, type=Entry)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{name}:{number}: no entry of a baseline: {error}") from error
        if entry.key not in found or found[entry.key].count < entry.count:
            found[entry.key] = entry
    return tuple(found[name] for name in sorted(found))


def read(path: str) -> tuple[Entry, ...]:
    """The entries of a baseline file. Raises `ConfigError`: a baseline that cannot be read hides nothing."""
    try:
        with open(path, "rb") as file:
            return parse(file.read(), path)
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such baseline; `golint-py baseline create` makes one") from error
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error


def _is_head(line: bytes, name: str) -> bool:
    try:
        head = msgspec.json.decode(line, type=dict[str, int])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    version = head.get("golint-py-baseline")
    if version is not None and version != VERSION:
        raise ConfigError(f"{name}: version {version} of the baseline; this golint-py reads version {VERSION}")
    return version == VERSION


def _text(text: str) -> str:
    """Without the lone surrogates of undecodable names: JSON has none."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


# --- comparing --------------------------------------------------------------------------------------------------------


def known(entries: Iterable[Entry]) -> dict[Key, int]:
    """How many findings of each key are known."""
    return {one.key: one.count for one in entries}


def split(
    findings: Sequence[Finding[Span]], known: Mapping[Key, int]
) -> tuple[tuple[Finding[Span], ...], tuple[Finding[Span], ...]]:
    """The findings that are new, and those that are known: of several with one key the first ones."""
    left = dict(known)
    new, old = [], []
    for finding in findings:
        name = _name(finding)
        if finding.rule != INTERNAL_ERROR and left.get(name, 0) > 0:
            left[name] -= 1
            old.append(finding)
        else:
            new.append(finding)
    return tuple(new), tuple(old)


def _name(finding: Finding[Span]) -> Key:
    """The key as a file can hold it."""
    rule, subject, where = key(finding)
    return (rule, _text(subject), _text(where))


def hide(report: Report, known: Mapping[Key, int], by: By, why: str) -> Report:
    """The report with the known findings among the suppressed."""
    new, old = split(report.findings, known)
    silenced = (*report.suppressed, *(Silenced(one, by, why) for one in old))
    return msgspec.structs.replace(report, findings=new, suppressed=silenced)


class Sight(Struct, frozen=True, eq=False):
    """What a run could see: the rules that ran, the paths it was given ("" is everything), and all that it found."""

    rules: Collection[str]
    paths: Collection[str]
    present: Sequence[Finding[Span]]

    def covers(self, entry: Entry) -> bool:
        """Whether the run would have found the entry's findings."""
        ran = entry.rule in self.rules or entry.rule.startswith("golint/")
        return ran and any(not path or f"{entry.path}/".startswith(f"{path}/") for path in self.paths)


def pruned(entries: Iterable[Entry], sight: Sight) -> Iterator[Entry]:
    """The entries without what is gone. What the run could not see stays."""
    there = known(entries_of(sight.present))
    for entry in entries:
        left = min(entry.count, there.get(entry.key, 0)) if sight.covers(entry) else entry.count
        if left:
            yield msgspec.structs.replace(entry, count=left)


def updated(entries: Sequence[Entry], sight: Sight, findings: Iterable[Finding[Span]]) -> tuple[Entry, ...]:
    """The entries without what is gone and with what is found now."""
    merged = {entry.key: entry for entry in pruned(entries, sight)}
    for entry in entries_of(findings):
        old = merged.get(entry.key)
        merged[entry.key] = entry if old is None or old.count < entry.count else _moved(old, entry.path)
    return tuple(merged[name] for name in sorted(merged))


def _moved(entry: Entry, path: str) -> Entry:
    return msgspec.structs.replace(entry, path=path)


def total(entries: Iterable[Entry]) -> int:
    """How many findings the entries stand for."""
    return sum(entry.count for entry in entries)
