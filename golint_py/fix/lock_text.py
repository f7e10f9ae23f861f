"""How a lock is written next to a map: `c.mu` for `c.items`, and what kind of lock it is."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.analyses.locations import owner_of, variable_of
from golint_py.analyses.tables import lock_operations
from golint_py.analyses.words import field
from golint_py.fix.element_lock import settled_element
from golint_py.fix.lock import Lock
from golint_py.fix.nested import nested, struct_at
from golint_py.fix.places import inside, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import Lookup, underlying
from golint_py.types.methods import find
from golint_py.types.model import Chan, Interface, Named, Pointer, Signature, StructType, Type
from golint_py.types.scope import Info, Kind, Object


def lock_text(view: View, body: Body, key: str, mention: Node) -> tuple[Lock, int]:
    """The lock at a mention of the map, and where the variable is declared that it is reached by (-1: package or
    parameter). Raises `Refused` where it has no name there, or would be a copy."""
    info = view.info(body)
    if "#" in key:
        return _variable(view, body, info, key, mention)
    owner, _, name = key.rpartition(".")
    exports = view.declared.test_exports
    if owner == view.path and name in exports.vars:
        _check_visible(body, info, name, key)
        return Lock(name.encode(), _shared(view, exports.vars[name])), -1
    variable = owner.rpartition(".")[2]
    struct = exports.vars.get(variable) if owner == f"{view.path}.{variable}" else None
    if isinstance(struct, StructType):
        _check_visible(body, info, variable, owner)
        found = next((one for one in struct.fields if one.name == name), None)
        if found is None:
            raise Refused("the declaration of the lock is not in sight")
        text = variable.encode() + (b"" if found.embedded else b"." + name.encode())
        return Lock(text, _shared(view, found.type)), -1
    outer, path = nested(view, owner)
    text, declared = _holder_or_receiver(view, body, info, outer, mention)
    text += b"".join(b"." + one.encode() for one in path)
    shared, embedded = _field(view, owner, name)
    return Lock(text if embedded else text + b"." + name.encode(), shared), declared


def kind_of_lock(view: View, location: str, key: str) -> tuple[Lock, bool]:
    """The lock of a map as methods of the map's struct write it behind the receiver (`.mu`; nothing for an embedded
    one), and True; a package variable, and False. Raises `Refused` for any other."""
    owner, _, name = key.rpartition(".")
    exports = view.declared.test_exports
    if "#" in key or "#" in location:
        raise Refused("the lock is a local variable: other functions cannot take it")
    if owner == view.path and name in exports.vars:
        return Lock(name.encode(), _shared(view, exports.vars[name])), False
    if location.rpartition(".")[0] != owner:
        raise Refused("the lock is not beside the map")
    shared, embedded = _field(view, owner, name)
    return Lock(b"" if embedded else b"." + name.encode(), shared), True


def _holder_or_receiver(view: View, body: Body, info: Info, owner: str, mention: Node) -> tuple[bytes, int]:
    """As `holder_text`; else the receiver of the method, where that has the lock for what it holds: objects that it
    alone keeps have no name for it."""
    try:
        return holder_text(body, info, owner, mention)
    except Refused:
        receiver = N.field(body.node, N.F_RECEIVER)
        names = [one for one in walk(receiver) if one.kind_id == N.IDENTIFIER] if receiver is not None else []
        meaning = info.objects.get(names[0].id) if len(names) == 1 else None
        if meaning is None or not isinstance(meaning.type, Pointer) or _named(meaning.type) != owner:
            raise
        variables = {one.declared for one in info.objects.values() if _named(one.type) == owner and one.declared >= 0}
        name = N.text(names[0], body.scope.parsed.data).encode()
        if len(variables) != 1 or any(one.text == name for one in _assigned(body)):
            raise
        return name, -1


def holder_text(body: Body, info: Info, owner: str, mention: Node, path: Sequence[str] = ()) -> tuple[bytes, int]:
    """How the struct of the type `owner`, or an unnamed one that the fields of the path lead to from there, is written
    at a mention of a map in it, or of itself.

    With where the variable is declared that it is reached by (-1 as above). Raises `Refused`.
    """
    base, text = _holder(body, info, owner, mention)
    return text + b"".join(b"." + one.encode() for one in path), _check_root(info, body, base)


def _holder(body: Body, info: Info, owner: str, mention: Node) -> tuple[Node, bytes]:
    """The expression before the map whose struct type holds the lock, with the embedded fields passed through."""
    data = body.scope.parsed.data
    node = mention
    whole = info.operands.get(mention.id)
    if whole is not None and _named(whole.type) == owner:
        return mention, data[mention.start_byte : mention.end_byte]
    while node.kind_id == N.SELECTOR_EXPRESSION:
        selection = info.selections.get(node.id)
        steps = selection.path if selection is not None else ()
        base = N.need(node, N.F_OPERAND)
        for number in range(len(steps) - 1, 0, -1):
            if steps[number].owner == owner:
                through = "".join("." + step.field for step in steps[:number])
                return base, data[base.start_byte : base.end_byte] + through.encode()
        operand = info.operands.get(base.id)
        if operand is not None and _named(operand.type) == owner:
            return base, data[base.start_byte : base.end_byte]
        node = base
    raise Refused("what has the lock is no variable where the map is used; give it one")


def _named(type: Type | None) -> str:
    base = type.elem if isinstance(type, Pointer) else type
    return base.name if isinstance(base, Named) else ""


def _field(view: View, owner: str, name: str) -> tuple[bool, bool]:
    """Whether the lock can be taken for reading, and whether it is embedded (and so called without its name)."""
    outer, path = nested(view, owner)
    struct = struct_at(underlying(Named(outer), view.packages), path)
    found = next((one for one in struct.fields if one.name == name), None) if isinstance(struct, StructType) else None
    if found is None:
        raise Refused(f"the declaration of {field(owner + '.' + name)} is not in sight")
    declaration = view.declared.test_exports.types.get(owner.rpartition(".")[2])
    if path:
        return _shared(view, found.type), found.embedded
    hidden = declaration is None or "Lock" in declaration.methods or "RLock" in declaration.methods
    return _shared(view, found.type), found.embedded and not hidden


def _shared(view: View, type: Type | None) -> bool:
    """Whether a lock of this type can be taken for reading. Raises `Refused` for what is no known lock."""
    name = _named(type)
    known = lock_operations()
    if f"(*{name}).Lock" in known:
        return f"(*{name}).RLock" in known
    if f"({name}).Lock" in known and isinstance(underlying(type, view.packages), Interface):
        return False
    if _has_methods(view, type, "Lock", "Unlock"):
        return _has_methods(view, type, "RLock", "RUnlock")
    if isinstance(type, Chan):
        raise Refused("the lock is a channel with one slot: put the token in before the access, and take it out after")
    raise Refused("the lock is of a type that is not known; take it by hand, as its other users do")


def _has_methods(view: View, type: Type | None, *names: str) -> bool:
    """Whether a type of the program's own has these methods, without parameters and results: those of a lock."""
    base = type.elem if isinstance(type, Pointer) else type
    lookup = Lookup(view.packages, "")
    found = [find(lookup, base, name, anywhere=True) for name in names] if isinstance(base, Named) else []
    return bool(found) and all(
        one is not None and isinstance(one.type, Signature) and not (one.type.params or one.type.results)
        for one in found
    )


def _check_root(info: Info, body: Body, base: Node) -> int:
    """The variable at the beginning must stay the same one, and must not be a copy."""
    node, declared = base, -1
    while node.kind_id in (N.SELECTOR_EXPRESSION, N.PARENTHESIZED_EXPRESSION, N.INDEX_EXPRESSION):
        if node.kind_id == N.INDEX_EXPRESSION:
            declared = max(declared, settled_element(info, body, node))
        node = N.children(node)[0] if node.kind_id == N.PARENTHESIZED_EXPRESSION else N.need(node, N.F_OPERAND)
    meaning = info.objects.get(node.id)
    if node.kind_id != N.IDENTIFIER or meaning is None or meaning.kind not in (Kind.VAR, Kind.PACKAGE):
        raise Refused("what has the lock is no variable there; give it one")
    if meaning.role in ("receiver", "parameter") and not isinstance(meaning.type, Pointer):
        raise Refused("the lock would be that of a copy: the struct is passed by value")
    if meaning.symbol and base.kind_id != N.INDEX_EXPRESSION:
        return declared
    data = body.scope.parsed.data
    text = data[base.start_byte : base.end_byte]
    among = N.text(N.need(base, N.F_OPERAND), data) if base.kind_id == N.INDEX_EXPRESSION else ""
    for left in _assigned(body):
        words = data[left.start_byte : left.end_byte]
        element = left.kind_id == N.INDEX_EXPRESSION and N.text(N.need(left, N.F_OPERAND), data) == among
        if words == text or element or text.startswith((words + b".", words + b"[")):
            other = info.objects.get(left.id)
            if left.kind_id != N.IDENTIFIER or other is None or other.declared == meaning.declared:
                raise Refused(f"{words.decode('utf-8', 'replace')}, which has the lock, is assigned to in the function")
    return declared if meaning.role else max(declared, meaning.declared)


def _assigned(body: Body) -> list[Node]:
    """What is assigned to (not declared) in the function."""
    found: list[Node] = []
    for node in walk(body.node):
        if node.kind_id == N.ASSIGNMENT_STATEMENT:
            found += N.children(N.need(node, N.F_LEFT))
    return found


def _check_visible(body: Body, info: Info, name: str, symbol: str) -> None:
    """A package variable must not be hidden by a local name."""
    data = body.scope.parsed.data
    for node in walk(body.node):
        if node.kind_id == N.IDENTIFIER and data[node.start_byte : node.end_byte] == name.encode():
            meaning = info.objects.get(node.id)
            if meaning is None or meaning.symbol != symbol:
                raise Refused(f"{name} means something else in the function")


def _variable(view: View, body: Body, info: Info, key: str, mention: Node) -> tuple[Lock, int]:
    """A lock in a local variable that is in scope where the map is used."""
    symbol = owner_of(key)
    name, _, offset = variable_of(key).partition("+")
    declared = int(offset) + view.function(symbol).span[0]
    data = body.scope.parsed.data
    found: Object | None = None
    for node in walk(body.node):
        if node.kind_id == N.IDENTIFIER and data[node.start_byte : node.end_byte] == name.encode():
            meaning = info.objects.get(node.id)
            if meaning is None or meaning.declared != declared:
                raise Refused(f"{name} means something else in the function")
            if node.start_byte == declared:
                found = meaning
                block = node.parent
                while block is not None and block.kind_id not in (N.BLOCK, N.STATEMENT_LIST):
                    block = block.parent
                if block is None or not inside(mention, block):
                    raise Refused(f"{name} is not in scope where the map is used")
    if found is None:
        raise Refused(f"the declaration of {name} is not in sight")
    return Lock(name.encode(), _shared(view, found.type)), declared
