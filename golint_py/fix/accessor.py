"""Accessors: a use of a map where no statement can be put before it becomes a call that takes the lock (RULES C.1, A1).

`c.items[k]` becomes `c.itemsGet(k)`, a method of the struct that has the map; a package variable gets functions. It is
for what is evaluated only sometimes or again and again (`a && b`, the condition of a loop, a case), for arguments, for
keys of a type that is not known: the lock is given back by a deferred call. Each use takes the lock for itself, so that
a statement which looks at an element and stores to it gets none.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from golint_py.analyses.access_paths import ELEMENT
from golint_py.fix.change import Change
from golint_py.fix.copies import CLONE
from golint_py.fix.declared_map import declaration_of
from golint_py.fix.imports import name_for
from golint_py.fix.lines import Lines
from golint_py.fix.lock import Lock
from golint_py.fix.lock_text import kind_of_lock
from golint_py.fix.nested import nested
from golint_py.fix.places import fresh, unexported, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.type_text import Spelling
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit
from golint_py.types.lookup import underlying
from golint_py.types.model import Map, Type

_WHAT = {
    "Get": "returns the element of the key, or the zero value where there is none",
    "Load": "returns the element of the key, and whether there is one",
    "Len": "returns how many elements there are",
    "Snapshot": "returns a copy",
    "Set": "sets the element of the key",
    "Delete": "removes the element of the key",
}
_CHANGING = frozenset({"Set", "Delete"})


class Accessors:
    """The accessors for one map that one fix makes: asked for by use, declared together in the end.

    `lock` is written behind the receiver (`.mu`, or nothing for an embedded one) where `beside`, else it is a package
    variable.
    """

    def __init__(self, view: View, location: str, lock: Lock, beside: bool) -> None:
        """Raises `Refused` where the map is no field or package variable of this package, or its types have no name."""
        if "#" in location or location.endswith(ELEMENT):
            raise Refused("the map has no place for accessors")
        if nested(view, location.rpartition(".")[0])[1]:
            raise Refused("the struct of the map has no name, and so no methods")
        self._view, self._lock, self._beside = view, lock, beside
        self._declared, self._owner = declaration_of(view, location, alone=False)
        if beside and not self._owner:
            raise Refused("the lock has no name in a function")
        self._map = location.rpartition(".")[2]
        self._key, self._element = self._types(location)
        self._whole = self._declared.text(self._declared.type)
        self._spoken = lock.text.decode().lstrip(".") or "the embedded lock"
        self._receiver = self._receiver_name()
        self._names: dict[str, str] = {}
        self._cloned = False
        self.asked: dict[str, bytes] = {}

    def name(self, operation: str) -> bytes:
        """The accessor's name; it is declared then, unless the package has the very same one."""
        if operation not in self._names:
            name = wanted = unexported(self._map) + operation
            text = self._text(name, operation)
            if not self._is_there(name, text):
                taken = self._words()
                name = fresh(wanted, taken).decode()
                self.asked[operation] = self._text(name, operation)
            self._names[operation] = name
        return self._names[operation].encode()

    def back(self, before: Mapping[str, bytes]) -> None:
        """Forget what was asked for since `asked` was `before`."""
        for operation in [one for one in self.asked if one not in before]:
            del self.asked[operation], self._names[operation]

    def change(self) -> Change:
        """The declarations, behind that of the map or its struct."""
        if not self.asked:
            return Change(())
        scope = self._declared.scope
        lines = Lines(scope.file.path, scope.parsed.data)
        node = self._declared.node
        while node.parent is not None and node.parent.kind_id != N.SOURCE_FILE:
            node = node.parent
        if not lines.ends(node.end_byte):
            raise Refused("the declaration of the map shares its line; give it one of its own")
        at = lines.after(node.end_byte)
        text = b"".join(b"\n" + self.asked[one] for one in _WHAT if one in self.asked).replace(b"\n", lines.end)
        if at == len(lines.data) and not lines.data.endswith(b"\n"):
            text = lines.end + text
        cloned = "Snapshot" in self.asked and self._cloned
        return Change((Edit(lines.span(at, at), text),), frozenset(((lines.path, "maps"),)) if cloned else frozenset())

    def _types(self, location: str) -> tuple[bytes, bytes]:
        """The types of keys and elements, as written at the declaration, or as they can be written there."""
        declared = self._declared
        if declared.type.kind_id == N.MAP_TYPE:
            texts = declared.key, declared.element
            if any(b"\n" in one or b"/*" in one for one in texts):
                raise Refused("the type of the map takes several lines; give it, or its element, a name")
            return texts
        exports = self._view.declared.test_exports
        kind: Type | None = exports.vars.get(self._map) if not self._owner else None
        if self._owner:
            struct = underlying(exports.types[self._owner.rpartition(".")[2]].underlying, self._view.packages)
            kind = next((one.type for one in getattr(struct, "fields", ()) if one.name == self._map), None)
        found = underlying(kind, self._view.packages)
        if not isinstance(found, Map):
            raise Refused("the type of the map is not known")
        spelling = Spelling(declared.scope, self._view.path, self._view.packages, frozenset())
        return spelling.text(found.key), spelling.text(found.elem)

    def _receiver_name(self) -> bytes:
        """As in the other methods of the struct."""
        if not self._owner:
            return b""
        prefixes = (f"(*{self._owner}).", f"({self._owner}).")
        taken = frozenset(re.findall(rb"\w+", self._key + b" " + self._element))
        for symbol, body in self._view.bodies.items():
            receiver = N.field(body.node, N.F_RECEIVER) if symbol.startswith(prefixes) else None
            names = [one for one in walk(receiver) if one.kind_id == N.IDENTIFIER] if receiver is not None else []
            if names:
                return fresh(N.text(names[0], body.scope.parsed.data), taken)
        return fresh(self._owner.rpartition(".")[2][:1].lower(), taken)

    def _words(self) -> frozenset[bytes]:
        return frozenset(word for scope in self._view.declared.files for word in re.findall(rb"\w+", scope.parsed.data))

    def _is_there(self, name: str, text: bytes) -> bool:
        symbol = f"(*{self._owner}).{name}" if self._owner else f"{self._view.path}.{name}"
        body = self._view.bodies.get(symbol)
        if body is None:
            return False
        code = text.partition(b"\nfunc ")[2].rstrip()
        found = body.scope.parsed.data[body.node.start_byte : body.node.end_byte]
        return found.replace(b"\r\n", b"\n") == b"func " + code

    def _text(self, name: str, operation: str) -> bytes:
        key = fresh("key", frozenset({self._receiver, *re.findall(rb"\w+", self._key + b" " + self._element)}))
        value = fresh("value", frozenset({self._receiver, key, *re.findall(rb"\w+", self._key + b" " + self._element)}))
        ok = fresh("ok", frozenset({self._receiver, key, value}))
        owner = self._receiver + b"." if self._owner else b""
        items, element = owner + self._map.encode(), self._element
        index = items + b"[" + key + b"]"
        parameter = key + b" " + self._key
        head, lines = {
            "Get": (b"(" + parameter + b") " + element, [b"return " + index]),
            "Load": (
                b"(" + parameter + b") (" + element + b", bool)",
                [value + b", " + ok + b" := " + index, b"return " + value + b", " + ok],
            ),
            "Len": (b"() int", [b"return len(" + items + b")"]),
            "Snapshot": (
                b"() " + self._whole,
                self._copied(items) if operation == "Snapshot" else [],
            ),
            "Set": (b"(" + parameter + b", " + value + b" " + element + b")", [index + b" = " + value]),
            "Delete": (b"(" + parameter + b")", [b"delete(" + items + b", " + key + b")"]),
        }[operation]
        writes = operation in _CHANGING
        lock = self._lock
        if self._beside:
            lock = Lock(self._receiver + lock.text, lock.shared)
        body = [lock.take(writes), b"defer " + lock.give(writes), *lines]
        what = f"// {name} {_WHAT[operation]}; it holds {self._spoken}.\n".encode()
        return (
            what
            + b"func "
            + self._of()
            + name.encode()
            + head
            + b" {\n"
            + b"".join(b"\t" + line + b"\n" for line in body)
            + b"}\n"
        )

    def _of(self) -> bytes:
        """`(c *Cache[K, V]) `."""
        if not self._owner:
            return b""
        name = self._owner.rpartition(".")[2]
        params = self._view.declared.test_exports.types[name].params
        listed = f"[{', '.join(params)}]" if params else ""
        return b"(" + self._receiver + f" *{name}{listed}) ".encode()

    def _copied(self, items: bytes) -> list[bytes]:
        scope = self._declared.scope
        if scope.file.go >= CLONE:
            self._cloned = True
            exports = self._view.declared.test_exports
            taken = frozenset((*exports.types, *exports.funcs, *exports.vars, *exports.consts))
            return [b"return " + name_for(scope.parsed, "maps", taken).encode() + b".Clone(" + items + b")"]
        words = frozenset({self._receiver, *re.findall(rb"\w+", self._key + b" " + self._element)})
        found, key, value = fresh("found", words), fresh("k", words), fresh("v", words)
        return [
            found + b" := make(" + self._whole + b", len(" + items + b"))",
            b"for " + key + b", " + value + b" := range " + items + b" {",
            b"\t" + found + b"[" + key + b"] = " + value,
            b"}",
            b"return " + found,
        ]


NONE: Mapping[str, Accessors] = MappingProxyType({})


def accessors_beside(view: View, location: str, key: str) -> Mapping[str, Accessors]:
    """Accessors with the lock `key` by the map's name; none where the lock is neither beside the map nor a package
    variable."""
    try:
        lock, beside = kind_of_lock(view, location, key)
        return {location.rpartition(".")[2]: Accessors(view, location, lock, beside)}
    except Refused:
        return NONE
