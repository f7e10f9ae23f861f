"""Copies of maps: `maps.Clone` where the language version has it, else a loop."""

from tree_sitter import Node

from golint_py.fix.places import fresh, names_in, unexported
from golint_py.fix.type_text import Spelling
from golint_py.types.scope import Info

CLONE = (1, 21)  # maps.Clone


def copying_loop(info: Info, spelling: Spelling, data: bytes, name: bytes, mention: Node) -> list[bytes]:
    """Lines that copy a map into the new variable `name`, element by element; a nil map becomes an empty one.

    Raises `Refused` where the type of the map cannot be written.
    """
    text = data[mention.start_byte : mention.end_byte]
    operand = info.operands.get(mention.id)
    kind = spelling.text(operand.type if operand is not None else None)
    key, value = (fresh(word, names_in(mention, data)) for word in ("k", "v"))
    return [
        name + b" := make(" + kind + b", len(" + text + b"))",
        b"for " + key + b", " + value + b" := range " + text + b" {",
        b"\t" + name + b"[" + key + b"] = " + value,
        b"}",
    ]


def last_word(text: bytes) -> str:
    """The name of the map in `c.items`, or of the one around in `c.items[k]`, to make another one of that is not
    exported."""
    return unexported(text.partition(b"[")[0].rpartition(b".")[2].decode("utf-8", "replace"))
