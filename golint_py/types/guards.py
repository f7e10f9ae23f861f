"""Locks that comments declare: for struct fields and package variables, and what doc comments say about functions.

Strict on purpose: a comment counts when it says nothing but which lock guards what, and when both names exist.
"""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

NO_GUARD = "-"  # the lock of a field that is said to have none
ELSEWHERE = "="  # before the words of an annotation that names a lock which is no field beside the guarded one

_HINT = re.compile(rb"[Gg]uard|[Pp]rotect|[Cc]over|(?:[Mm]utex|[Ll]ock) for|\+checklocks")
_PARTS = (b"uard", b"rotect", b"over", b"x for", b"ck for", b"+checklocks")  # each phrase has one of them
_BY = r"(?:^|[,;(.]\s*|\b(?:is|are|be)\s+)(?:guarded|protected) by (?:the )?`?((?:\w+\.)*\w+)`?"
_CHECKLOCKS = r"\+checklocks:((?:\w+\.)*\w+)\s*$"
_IGNORED = "+checklocksignore"
_HEDGE = (
    r"\b(?:not|never|no longer|except|unless|partially|writes?|written|reads?|writing|reading|or|sometimes|atomic|"
    r"atomically|only|also)\b|n't"
)
_SAYS = (  # `mu protects`, `mutex to guard`, `this lock is used to protect access to`, `mutex for`
    r"^(?:(?P<lock>\w+) )??(?:(?:a|an|the|this|is|used|to|rw|global|mutex|rwmutex|lock) )*"
    r"(?:protects?|guards?|protecting|guarding|covers?|covering|(?<=mutex )for|(?<=lock )for)"
    r"(?: (?:concurrent )?access(?:es)? to)?"
)
_FIELDS = r"(?:fields|variables|maps|values|state|members)"
_FOLLOWING = (
    _SAYS + rf" (?:(?:all|all of|everything) )?(?:the )?(?:(?:following|below)(?: {_FIELDS})?|{_FIELDS} below(?: it)?|"
    rf"remaining {_FIELDS}|rest|{_FIELDS} that follow)[.:]?$"
)
_ABOVE = _SAYS + rf" (?:the )?(?:above(?: (?P<count>\d+))?(?: {_FIELDS})?|{_FIELDS} above)[.:]?$"
_LISTED = (
    _SAYS + r" (?:(?P<these>(?:`?\w+`?(?:, and |, | and |,| & ))*`?\w+`?)(?: \([^)]*\))?|"
    r"(?:the )?(?P<maps>(?:`?\w+`?(?:, and |, | and |,| & ))*`?\w+`?) (?:maps?|fields?|variables?))\.?$"
)
_RECEIVER = 3  # letters that a receiver's name has at most
_SEPARATOR = r", and |, | and |,| & "
_BLANK_LINE = rb"\n[ \t]*\r?\n"

_ANNOTATION = re.compile(
    rb"^//(?:go:uintptr[a-z]+|"
    rb"[^\n]*?(?:\+check|golint:|\b[Hh](?:old|olds|olding|eld)\b|\b(?:[Ll]ocked|[Aa]cquired|[Tt]aken)\b|[Ss]afe\b)[^\n]*)",
    re.MULTILINE,
)
_ANNOTATED = (b"+check", b"golint:", b"go:uintptr", b"old", b"eld", b"ocked", b"cquired", b"aken", b"afe")
_COMPLETE = ("+check", "golint:", "go:uintptr")
_LOCK_WORD = r"(?i:lock|mutex|\bmu\b|\w[Mm]u\b|(?:thread|routine|concurrency)[- ]?safe\b|safe for concurrent)"


@functools.cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compiled when the first comment asks: most files have none that does."""
    return re.compile(text, re.IGNORECASE)


class Item(Struct, frozen=True):
    """A field declaration or variable specification: its names and its bytes."""

    names: tuple[str, ...]
    start: int
    end: int


def may_have_guards(data: bytes, start: int, end: int) -> bool:
    """Whether the bytes hold a phrase that `guards_of` understands."""
    return any(data.find(part, start, end) >= 0 for part in _PARTS) and _HINT.search(data, start, end) is not None


def guards_of(items: Sequence[Item], data: bytes, owner: str = "") -> dict[str, str]:
    """Name to name of its lock for the items of the struct type `owner`, or of one group of variables (""); to
    `NO_GUARD` where it is said to have none, and to `ELSEWHERE` and the words of an annotation that names a lock which
    is not among the items."""
    known = frozenset(name for item in items for name in item.names)
    found: dict[str, str] = {}
    for index, item in enumerate(items):
        comments = _comments(data, item)
        for comment in comments:
            lock = _lock_named_by(comment, known, owner)
            if lock is not None:
                found.update((name, lock) for name in item.names if name != lock)
        for text in [*comments, " ".join(comments[:-1])]:
            _guarded_by_item(items, index, text, known, data, found)
    return found


def _lock_named_by(comment: str, known: frozenset[str], owner: str) -> str | None:
    match = re.search(_CHECKLOCKS, comment)
    if match is not None:
        words = match.group(1)
        return words if words in known else ELSEWHERE + words
    if comment.startswith(_IGNORED):
        return NO_GUARD
    match = _pattern(_BY).search(comment)
    if match is None or _pattern(_HEDGE).search(comment):
        return None
    prefix, _, name = match.group(1).rpartition(".")
    # `s.mu` is the struct's own lock where `s` looks like a receiver; `cache.mu` is that of something else
    own = not prefix or (owner and (len(prefix) <= _RECEIVER or prefix.lower() == owner.lower()))
    return name if own and name in known else None


def _guarded_by_item(
    items: Sequence[Item], index: int, text: str, known: frozenset[str], data: bytes, found: dict[str, str]
) -> None:
    """What the comment of a lock says that it guards."""
    item = items[index]
    if len(item.names) != 1:
        return
    lock = item.names[0]
    following = _pattern(_FOLLOWING).match(text)
    above = _pattern(_ABOVE).match(text)
    match = following or above or _pattern(_LISTED).match(text)
    if match is None or match.group("lock") not in (None, lock):
        return
    if following is not None:
        names = _beside(items[index:], data)
    elif above is not None:
        count = above.group("count")
        names = _beside(items[index::-1], data)[: int(count) if count else None]
    else:
        names = [name.strip("`") for name in re.split(_SEPARATOR, match.group("these") or match.group("maps"))]
        if not all(name in known for name in names):
            return
    found.update((name, lock) for name in names if name != lock)


def _beside(items: Sequence[Item], data: bytes) -> list[str]:
    """Names of the items after (or before) the first one, up to an empty line."""
    names: list[str] = []
    for one, other in itertools.pairwise(items):
        first, second = sorted((one, other), key=lambda item: item.start)
        if re.search(_BLANK_LINE, data[first.end : second.start]):
            break
        names.extend(other.names)
    return names


def _comments(data: bytes, item: Item) -> list[str]:
    """The `//` lines right above the item, and last the comment after it on its line ("" if none)."""
    lines: list[str] = []
    end = data.rfind(b"\n", 0, item.start)
    while end > 0:
        begin = data.rfind(b"\n", 0, end) + 1
        line = data[begin:end].strip()
        if not line.startswith(b"//"):
            break
        lines.append(line[2:].decode("utf-8", "replace").strip())
        end = begin - 1
    lines.reverse()
    stop = data.find(b"\n", item.end)
    rest = data[item.end : stop if stop >= 0 else len(data)].strip()
    lines.append(rest[2:].decode("utf-8", "replace").strip() if rest.startswith(b"//") else "")
    return lines


def lock_aliases(data: bytes, start: int) -> tuple[tuple[str, str], ...]:
    """The pairs of locks that the comment above the type declaration at `start` says to be one (`inner.mu=mu`)."""
    if data.find(b"+checklocksalias", max(0, start - 1000), start) < 0:
        return ()
    comments = _comments(data, Item((), start, start))[:-1]
    found = (re.match(r"\+checklocksalias:([\w.]+)=([\w.]+)$", comment) for comment in comments)
    return tuple((match.group(1), match.group(2)) for match in found if match is not None)


def _annotations(data: bytes) -> Iterator[re.Match[bytes]]:
    """The matches of `_ANNOTATION`, in order: only lines that have one of its words are looked at."""
    lines: set[int] = set()
    for word in _ANNOTATED:
        at = data.find(word)
        while at >= 0:
            lines.add(data.rfind(b"\n", 0, at) + 1)
            end = data.find(b"\n", at)
            at = data.find(word, end) if end >= 0 else -1
    for start in sorted(lines):
        match = _ANNOTATION.match(data, start)
        if match is not None:
            yield match


def doc_annotations(data: bytes) -> dict[int, tuple[str, ...]]:
    """Lines of doc comments that the analyses read, by the byte at which the declaration below them starts: those with
    `+check` or `golint:`, `go:uintptrescapes` and `go:uintptrkeepalive`, and those that speak of a lock being held
    (with the next line where the sentence goes on) or of being safe for use by several goroutines."""
    found: dict[int, list[str]] = {}
    for match in _annotations(data):
        text = match.group()[2:].decode("utf-8", "replace").strip()
        start = match.end() + 1
        following = ""
        while data.startswith(b"//", start):
            stop = data.find(b"\n", start)
            if stop < 0:
                break
            if not following:
                following = data[start + 2 : stop].decode("utf-8", "replace").strip()
            start = stop + 1
        if not any(mark in text for mark in _COMPLETE) and not re.search(_LOCK_WORD, text):
            text = f"{text} {following}"
            if not re.search(_LOCK_WORD, text):
                continue
        found.setdefault(start, []).append(text)
    return {start: tuple(lines) for start, lines in found.items()}
