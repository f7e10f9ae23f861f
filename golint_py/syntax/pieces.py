"""Parsing a broken file in pieces of one top-level declaration each, so that an error costs only the piece it is in."""

import re
from collections.abc import Iterator

from msgspec import Struct
from tree_sitter import Node, Parser, Tree

from golint_py.syntax.blank import START, depth
from golint_py.syntax.gaps import span

_PACKAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*+package[ \t]++[A-Za-z_\x80-\xff][\w\x80-\xff]*+[ \t;\r]*+\n")
MOST_MERGED = 64  # pieces that a function with unindented declarations in its body is looked for in


class Piece(Struct, frozen=True, eq=False):
    """A tree over bytes `start` to `end` of the file, None where these were not to be parsed."""

    start: int
    end: int
    tree: Tree | None


def bounds(code: bytes, start: int, end: int) -> list[int]:
    """Where pieces of blanked code begin, ending with `end`: after the last code before each declaration at column 0,
    so that the comments above a declaration are in its piece."""
    found = [start]
    clause = _PACKAGE.match(code, start, end) if not start else None
    if clause is not None and clause.end() < end:
        found.append(clause.end())
    for match in START.finditer(code, start, end):
        before = len(code[found[-1] : match.start()].rstrip()) + found[-1]
        cut = code.find(b"\n", before, match.start()) + 1
        if before > found[-1] and cut:
            found.append(cut)
    found.append(end)
    return found


def parse_pieces(
    parser: Parser, masked: bytes, code: bytes, start: int, without: list[tuple[int, int]]
) -> Iterator[Piece]:
    """Trees of the pieces from `start` on, in order, but of those that overlap the byte ranges `without`.

    The parser is left without included ranges.
    """
    cuts = bounds(code, start, len(code))
    row = code.count(b"\n", 0, start)
    index = 0
    try:
        while index < len(cuts) - 1:
            end = cuts[index + 1]
            if any(first < end and last > cuts[index] for first, last in without):
                yield Piece(cuts[index], end, None)
                row += code.count(b"\n", cuts[index], end)
                index += 1
                continue
            tree = _parse(parser, masked, cuts[index], end, row)
            taken = 1
            if tree.root_node.has_error:
                merged = _merge(code, cuts, index)
                if merged > 1:
                    wider = _parse(parser, masked, cuts[index], cuts[index + merged], row)
                    if not wider.root_node.has_error:
                        tree, taken, end = wider, merged, cuts[index + merged]
            yield Piece(cuts[index], end, tree)
            row += code.count(b"\n", cuts[index], end)
            index += taken
    finally:
        parser.included_ranges = []


def _parse(parser: Parser, masked: bytes, start: int, end: int, row: int) -> Tree:
    parser.included_ranges = [span(masked, start, end, row)]
    return parser.parse(masked)


def _merge(code: bytes, cuts: list[int], index: int) -> int:
    """How many pieces from `index` on close all brackets that the first opens; 1 where none do.

    A declaration inside a function whose body is not indented starts at column 0 too. A function never does.
    """
    left = 0
    for count in range(1, MOST_MERGED):
        if index + count >= len(cuts):
            return 1
        piece = code[cuts[index + count - 1] : cuts[index + count]]
        if count > 1 and piece.lstrip().startswith(b"func"):
            return 1
        left += depth(piece)
        if left <= 0:
            return count
    return 1


def first_error(root: Node) -> Node:
    """The first node in source order that is an error or missing; the root where none is found."""
    node = root
    while not (node.is_error or node.is_missing):
        inner = next((child for child in node.children if child.has_error), None)
        if inner is None:
            return node
        node = inner
    return node
