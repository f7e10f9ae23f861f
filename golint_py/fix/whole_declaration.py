"""What a map begins with, and what keeps its declaration from becoming another type: tags, types that are named."""

import re

from tree_sitter import Node

from golint_py.fix.declared_map import Declared
from golint_py.fix.refusal import Refused
from golint_py.syntax import nodes as N

_TAG = re.compile(r'(\w+):"((?:[^"\\]|\\.)*)"')


def check_type(declared: Declared) -> None:
    """Raise `Refused` where the type cannot be written on one line."""
    if b"\n" in declared.map_text(declared.map) or b"/*" in declared.map_text(declared.map):
        raise Refused("the type of the map takes several lines; give it, or its element, a name")


def is_empty(value: Node | None, data: bytes) -> bool:
    """Whether an expression makes an empty map: `make(...)`, `map[K]V{}`, `nil`."""
    if value is None or value.kind_id == N.NIL:
        return True
    if value.kind_id == N.COMPOSITE_LITERAL:
        return not N.need(value, N.F_BODY).named_children
    return value.kind_id == N.CALL_EXPRESSION and N.text(N.need(value, N.F_FUNCTION), data) == "make"


def tagged(declared: Declared, name: str) -> bool:
    """Whether a tag has the field written as JSON. Raises `Refused` for other tags, and for what JSON would not write
    as it writes the map."""
    tag = N.field(declared.node, N.F_TAG) if declared.node.kind_id == N.FIELD_DECLARATION else None
    keys = dict(_TAG.findall(declared.text(tag).decode("utf-8", "replace"))) if tag is not None else {}
    other = next((key for key in keys if key != "json"), "")
    if other or (tag is not None and not keys):
        raise Refused(f"the field has a tag for {other or 'others'}: how it is written there would change")
    if "omitempty" in keys.get("json", "").split(",")[1:]:
        raise Refused("the tag says omitempty: an empty map would be written as one")
    return "json" in keys and name[:1].isupper() and keys["json"] != "-"
