"""What a map becomes as a type: where it is declared, and where its key and element types are written."""

import re

from golint_py.fix.declared_map import Declared
from golint_py.fix.imports import name_for
from golint_py.fix.mentions import taken_names
from golint_py.fix.places import walk
from golint_py.fix.refusal import NeedsPointer, Refused
from golint_py.fix.rewrite import Rewrite, Style
from golint_py.fix.tidy import Piece
from golint_py.fix.whole_declaration import is_empty
from golint_py.fix.whole_filled import filled
from golint_py.fix.whole_map import Whole
from golint_py.fix.whole_parameters import Parameter
from golint_py.syntax import nodes as N


def pointer(whole: Whole, style: Style, path: str, parameter: Parameter) -> Piece:
    """The new type of a parameter."""
    body = parameter.body
    if whole.declared.methods:
        return parameter.type.start_byte, parameter.type.start_byte, b"*"
    name = name_for(body.scope.parsed, path, taken_names(parameter.view, body))
    return parameter.type.start_byte, parameter.type.end_byte, b"*" + type_of(whole, style, name)


def type_of(whole: Whole, style: Style, name: str) -> bytes:
    """What the map becomes, as a type."""
    kind = f"{name}.{style.type}".encode()
    return kind if style.helpers else kind + b"[" + whole.declared.key + b", " + whole.declared.element + b"]"


def declaration(whole: Whole, declared: Declared, style: Style, name: str) -> list[Piece]:
    """The new type where the map is declared."""
    kind = (b"*" if whole.pointer else b"") + type_of(whole, style, name)
    if declared.methods:
        kind = declared.name.encode()
    node, value = declared.node, declared.value
    if node.kind_id == N.FIELD_DECLARATION:
        return [(declared.type.start_byte, declared.type.end_byte, kind)]
    names = N.fields(node, N.F_NAME) or N.children(N.need(node, N.F_LEFT))
    if is_empty(value, declared.scope.parsed.data):
        start = names[0].start_byte
        var = b"var " if node.kind_id == N.SHORT_VAR_DECLARATION else b""
        return [(start, node.end_byte, var + declared.text(names[0]) + b" " + kind)]
    if value is None or value.kind_id != N.COMPOSITE_LITERAL:
        raise NeedsPointer("the map begins with what an expression gives, which others may have; copy it")
    if style.helpers:
        return filled(whole, declared, kind)
    sign = b" := " if node.kind_id == N.SHORT_VAR_DECLARATION else b" = "
    opened = sign + name.encode() + b".Of("
    return [(names[0].end_byte, value.start_byte, opened), (value.end_byte, value.end_byte, b")")]


def check_names(work: Rewrite, whole: Whole) -> None:
    """The types of the map, as they are written where it is declared, have to mean the same in the function."""
    declared, scope = whole.declared, work.part.body.scope
    hidden = _local_names(work)
    _check_parameters(work, whole)
    elsewhere = work.view.path != whole.views[0].path
    if declared.name and declared.name in hidden and "#" not in whole.location:
        raise Refused(f"{declared.name} means something else in a function that uses the map; rename that")
    for node in walk(declared.map):
        text = declared.map_text(node).decode()
        if node.kind_id == N.PACKAGE_IDENTIFIER and text in hidden:
            raise Refused(f"{text} means something else in a function that uses the map; rename that")
        if node.kind_id == N.TYPE_IDENTIFIER and elsewhere and text in whole.views[0].declared.test_exports.types:
            raise Refused(f"{scope.file.path} is in another package than {text}, which it would have to name")
        if node.kind_id == N.TYPE_IDENTIFIER and text in hidden and "#" not in whole.location:
            raise Refused(f"{text} means something else in a function that uses the map; rename that")


def _check_parameters(work: Rewrite, whole: Whole) -> None:
    """Type parameters of the struct have the same names in its methods, and none elsewhere."""
    found = work.view.declared.test_exports.types.get(whole.owner.rpartition(".")[2]) if whole.owner else None
    if found is None or not found.params:
        return
    receiver = N.field(work.part.body.node, N.F_RECEIVER)
    names = re.findall(rb"\w+", work.text(receiver).partition(b"[")[2]) if receiver is not None else []
    if [name.decode() for name in names] != list(found.params):
        raise Refused("the type parameters of the struct have other names where the map is used")


def _local_names(work: Rewrite) -> frozenset[str]:
    """Names that the function declares."""
    found = {one.name for one in work.info.objects.values() if one.declared >= 0}
    return frozenset(found | {name.rpartition(".")[2] for name in work.info.local_types})
