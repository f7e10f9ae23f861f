"""What critical sections are made of: where a lock may be taken, and edits in the making."""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct
from tree_sitter import Node

from golint_py.fix.accessor import NONE, Accessors
from golint_py.fix.lines import Lines
from golint_py.fix.lock import Lock
from golint_py.fix.one_line import block_of, laid_out
from golint_py.fix.places import fresh, names_in, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.type_text import Spelling
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit

Texts = dict[int, list[bytes]]
Opened = dict[int, tuple[Node, Texts, Texts]]
Saved = tuple[Texts, int, bool, Opened, frozenset[bytes], int]
_UNLOCKS = re.compile(rb"(R?)Lock\(\)(\s*)$")
_READS = re.compile(rb"(.*)RLock\(\)(\s*)$", re.DOTALL)
_DEFERS = re.compile(rb"(\s*)defer (.*?)(R?)Unlock\(\)(\s*)$", re.DOTALL)
_DIRECTIVES = (b"//golint:", b"//nolint", b"//lint:", b"#nosec")


class Where(Struct, frozen=True, eq=False):
    """The function (declaration or literal) that gets the sections, in which file, what may be done there.

    `go` is the file's language version; `maps` the name of the package maps where it may be used, else None; `spelling`
    writes types; `changed` are loops (by node id) whose body may change the map in a way that a copy does not show.
    `declared` is where the variable is declared that the lock is reached by, -1 for one that is there in the whole
    function. `mentions` are where uses begin. `closed`: the elements are channels that somebody closes. `in_order`
    raises `Refused` for an expression behind which the same statement evaluates something that may change the map.
    """

    function: Node
    lines: Lines
    quiet: Quiet
    go: tuple[int, int]
    maps: bytes | None
    spelling: Spelling
    changed: frozenset[int]
    declared: int = -1
    mentions: tuple[int, ...] = ()
    closed: bool = False
    in_order: Callable[[Node], None] = lambda _: None

    def names(self, statement: Node) -> bool:
        """Whether the lock has its name before the statement."""
        return self.declared < statement.start_byte


def check_channels(where: Where, loop: Node) -> None:
    """Raise `Refused` for a loop that cannot go over a copy: it sends on channels that somebody closes."""
    if where.closed and any(one.kind_id == N.SEND_STATEMENT for one in walk(loop)):
        raise Refused("the loop sends on channels that others close: one of a copy may be closed by then")


class Plan:
    """Edits in the making: lines to put before places, in order, and replacements."""

    def __init__(self, where: Where, lock: Lock, accessors: Mapping[str, Accessors] = NONE, named: bool = True) -> None:
        """`accessors` are those of the maps that may have some, by name of map; without `named` the lock has no name
        in the function, and nothing but accessors takes it."""
        self.where = where
        self.lock = lock
        self.accessors = accessors
        self.named = named
        self.taken = set(names_in(_outermost(where.function), where.lines.data))
        self.cloned = False
        self.literals = 0
        self._inserts: Texts = {}
        self._edits: list[Edit] = []
        self._opened: Opened = {}
        self._covered: list[tuple[int, int]] = []

    def before(self, node: Node, *texts: bytes, above: bool = False) -> None:
        """Lines before the statement, indented like it; `above` the comment that stands directly above it, and always
        above one that is a directive for tools: that speaks of the line below it."""
        lines = self.where.lines
        if not lines.begins(node.start_byte):
            self._open(node)[1].setdefault(node.start_byte, []).extend(texts)
            return
        start, indent = lines.start(node.start_byte), lines.indent(node.start_byte)
        top = lines.doc_start(node.start_byte)
        if above or any(mark in lines.data[top:start] for mark in _DIRECTIVES):
            start = top
        self._inserts.setdefault(start, []).extend(indent + text + lines.end for text in texts)

    def after(self, node: Node, *texts: bytes) -> None:
        """Lines after the statement."""
        lines = self.where.lines
        if not lines.ends(node.end_byte):
            self._open(node)[2].setdefault(node.end_byte, []).extend(texts)
            return
        at, indent = lines.after(node.end_byte), lines.indent(node.start_byte)
        self._inserts.setdefault(at, []).extend(indent + text + lines.end for text in texts)

    def _open(self, node: Node) -> tuple[Node, Texts, Texts]:
        """The body on one line that the statement is in, and the lines before and after statements there."""
        block = block_of(self.where.lines, node)
        return self._opened.setdefault(block.start_byte, (block, {}, {}))

    def ends(self, unlock: Node) -> bool:
        """Whether no other section was joined to what this statement ends."""
        return all(edit.span.start > unlock.start_byte or edit.span.end < unlock.end_byte for edit in self._edits)

    def replace(self, start: int, end: int, text: bytes) -> None:
        """Other text for an expression."""
        self._edits.append(self.where.lines.replace(start, end, text))

    def without(self, start: int, end: int) -> None:
        """Take away whole lines, and one of the blank lines around them where there are two."""
        lines = self.where.lines
        first, after = lines.start(start), lines.after(end)
        blank_above = first > 0 and not lines.data[lines.start(first - 1) : first].strip()
        if blank_above and not lines.data[after : lines.after(after)].strip():
            after = lines.after(after)
        self._edits.append(Edit(lines.span(first, after), b""))

    def cover(self, first: Node, last: Node) -> None:
        """These statements stand between Lock and Unlock for writing, each of which is a line of its own."""
        self._covered.append((first.start_byte, last.end_byte))

    def covers(self, statement: Node) -> bool:
        """Whether the statement does."""
        return any(start <= statement.start_byte and statement.end_byte <= end for start, end in self._covered)

    def name(self, wanted: str) -> bytes:
        """A name that is not used in the function."""
        found = fresh(wanted, frozenset(self.taken))
        self.taken.add(found)
        return found

    def saved(self) -> Saved:
        """What `restore` goes back to."""
        opened = {at: (block, _copy(one), _copy(two)) for at, (block, one, two) in self._opened.items()}
        return _copy(self._inserts), len(self._edits), self.cloned, opened, frozenset(self.taken), len(self._covered)

    def restore(self, saved: Saved) -> None:
        """Take back the edits made since."""
        self._inserts, count, self.cloned, self._opened, taken, covered = saved
        self.taken = set(taken)
        del self._edits[count:]
        del self._covered[covered:]

    def edits(self) -> tuple[Edit, ...]:
        """All of them."""
        span = self.where.lines.span
        joined = {at: _joined(texts) for at, texts in sorted(self._inserts.items())}
        _defers_up(joined)
        inserts = [Edit(span(at, at), b"".join(texts)) for at, texts in joined.items() if texts]
        opened = [
            Edit(span(start, end), text)
            for block, before, after in self._opened.values()
            for start, end, text in laid_out(self.where.lines, block, before, after)
        ]
        return tuple(sorted([*inserts, *self._edits, *opened]))


def _defers_up(texts: dict[int, list[bytes]]) -> None:
    """The deferred unlock of a section that was joined to one before it goes up to where the lock is taken."""
    places = list(texts)
    for number, at in enumerate(places):
        found = _DEFERS.match(texts[at][0]) if texts[at] else None
        for before in reversed(places[:number]) if found is not None else ():
            last = texts[before][-1] if texts[before] else b""
            if found is not None and last == found[1] + found[2] + found[3] + b"Lock()" + found[4]:
                texts[before].append(texts[at].pop(0))
            if last:
                break


def _joined(texts: list[bytes]) -> list[bytes]:
    """The lines, without those that give a lock back and take it again at once; what is read right after a write is
    read under the lock of the write."""
    kept: list[bytes] = []
    for text in texts:
        if kept and text.rstrip().endswith(b"Lock()") and kept[-1] == _UNLOCKS.sub(rb"\1Unlock()\2", text):
            kept.pop()
        else:
            kept.append(text)
    for at in range(1, len(kept) - 1):
        taken = _READS.match(kept[at])
        if taken is None or kept[at - 1] != taken[1] + b"Unlock()" + taken[2]:
            continue
        given = taken[1] + b"RUnlock()" + taken[2]
        if given in kept[at:]:
            kept[kept.index(given, at)] = kept[at - 1]
            del kept[at - 1 : at + 1]
            break
    return kept


def _copy(texts: Texts) -> Texts:
    return {at: list(several) for at, several in texts.items()}


def _outermost(function: Node) -> Node:
    found = function
    while found.parent is not None and found.parent.kind_id != N.SOURCE_FILE:
        found = found.parent
    return found
