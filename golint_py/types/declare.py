"""Package-level declarations of one package's files to `Exports`, and the list of its bodies.

Function bodies are not visited. Constants, variables without a type, aliases and array lengths are resolved when they
are asked for, in any order; what depends on itself is unknown.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import structs
from tree_sitter import Node

from golint_py.load.packages import GoFile
from golint_py.syntax import nodes as n
from golint_py.syntax.parsed import Parsed
from golint_py.types.declared import Body, Declared, FileScope
from golint_py.types.guards import ELSEWHERE, NO_GUARD, Item, doc_annotations, guards_of, lock_aliases, may_have_guards
from golint_py.types.infer import receiver_type
from golint_py.types.infer_stmt import constant_value, expression_list, variable_spec
from golint_py.types.lookup import Lookup
from golint_py.types.model import Basic, Named, Pointer, Type
from golint_py.types.names import FileNames, Pending
from golint_py.types.resolve import parameter_nodes, resolve, signature, type_declaration, type_parameters
from golint_py.types.scope import (
    NO_BODY,
    ConstDecl,
    Exports,
    FuncDecl,
    Kind,
    MethodDecl,
    Mode,
    Object,
    Packages,
    TypeDecl,
)
from golint_py.types.state import State, Walk, run
from golint_py.types.universe import FLOATS, UNTYPED_FLOAT


def declare(
    path: str,
    name: str,
    files: Sequence[tuple[GoFile, Parsed]],
    packages: Packages,
    imports: Mapping[str, str] = MappingProxyType({}),
) -> Declared:
    """The declarations and bodies of the package with that import path and name.

    `files` in the order in which their initialisation is numbered; test files are those marked so. `packages` should
    know the imported packages: what they do not know stays unknown. `imports` gives the path of the package that an
    import path means here, where that differs (`load.model.Loaded.imports`).
    """
    scopes = [file_scope(file, parsed, imports) for file, parsed in files]
    builder = _Builder(path, name, packages)
    exports = test_exports = builder.add([scope for scope in scopes if not scope.file.test])
    tests = [scope for scope in scopes if scope.file.test]
    if tests:
        test_exports = builder.add(tests)
    order = {id(scope): index for index, scope in enumerate(scopes)}
    builder.bodies.sort(key=lambda body: (order[id(body.scope)], body.node.start_byte))
    builder.let_go()
    return Declared(exports, test_exports, tuple(builder.bodies), tuple(scopes))


def file_scope(file: GoFile, parsed: Parsed, imports: Mapping[str, str]) -> FileScope:
    """What the imports of a file bring into scope."""
    named: dict[str, str] = {}
    unnamed: list[str] = []
    dots: list[str] = []
    for entry in file.imports:
        path = imports.get(entry.path, entry.path)
        if entry.name == "":
            unnamed.append(path)
        elif entry.name == ".":
            dots.append(path)
        elif entry.name != "_":
            named[entry.name] = path
    return FileScope(file, parsed, named, tuple(unnamed), tuple(dots))


class _Constant:
    """A constant still to be folded."""

    __slots__ = ("iota", "scope", "type_node", "value")

    def __init__(self, scope: FileScope, type_node: Node | None, value: Node | None, iota: int) -> None:
        self.scope = scope
        self.type_node = type_node
        self.value = value
        self.iota = iota


class _Builder:
    """Collects declarations, first of the ordinary files, then of test files on top of them."""

    __slots__ = (
        "_annotations",
        "_busy",
        "_consts",
        "_functions",
        "_guards",
        "_imports",
        "_inits",
        "_lookup",
        "_methods",
        "_name",
        "_names",
        "_packages",
        "_path",
        "_spec_of",
        "_type_nodes",
        "bodies",
        "consts",
        "funcs",
        "types",
        "vars",
    )

    def __init__(self, path: str, name: str, packages: Packages) -> None:
        self._path = path
        self._name = name
        self._packages = packages
        self._lookup = Lookup(packages, path, self._own_type)
        self._names: dict[FileScope, FileNames] = {}
        self._busy: set[object] = set()
        self._type_nodes: dict[str, tuple[FileScope, Node]] = {}
        self._functions: list[tuple[FileScope, Node]] = []
        self._methods: list[tuple[FileScope, Node]] = []
        self._consts: dict[str, _Constant] = {}
        self._spec_of: dict[str, tuple[FileScope, Node]] = {}
        self._imports: set[str] = set()
        self._inits = 0
        self._guards: dict[str, str] = {}
        self._annotations: dict[str, tuple[str, ...]] = {}
        self.bodies: list[Body] = []
        self.types: dict[str, TypeDecl] = {}
        self.funcs: dict[str, FuncDecl] = {}
        self.vars: dict[str, Type | None] = {}
        self.consts: dict[str, ConstDecl] = {}

    def add(self, scopes: list[FileScope]) -> Exports:
        """Declare the files on top of those before; the declarations of all so far."""
        self._lookup = Lookup(self._packages, self._path, self._own_type)
        for number, scope in enumerate(scopes):
            self._names[scope] = FileNames(scope, self._lookup, self._object)
            self._imports.update(entry.path for entry in scope.file.imports)
            self._collect(scope, number)
        for name in self._type_nodes:
            self._own_type(name)
        annotations = {scope: doc_annotations(scope.parsed.data) for scope in scopes}
        for scope, node in self._methods:
            self._declare_method(scope, node, annotations[scope])
        for scope, node in self._functions:
            self._declare_function(scope, node, annotations[scope])
        for name in self._consts:
            if name not in self.consts:
                run(self._fold(name))
        for name in self._spec_of:
            if name not in self.vars:
                run(self._infer(name))
        self._type_nodes, self._functions, self._methods, self._consts, self._spec_of = {}, [], [], {}, {}
        return Exports(
            self._path,
            self._name,
            dict(self.types),
            dict(self.funcs),
            dict(self.vars),
            {name: _storable(constant) for name, constant in self.consts.items()},
            tuple(sorted(self._imports)),
            dict(self._guards),
            dict(self._annotations),
        )

    # --- Collecting ---------------------------------------------------------------------------------------------

    def _collect(self, scope: FileScope, number: int) -> None:
        data = scope.parsed.data
        specs: list[Node] = []
        for node in scope.parsed.declarations:
            kind = node.kind_id
            if kind == n.METHOD_DECLARATION:
                self._methods.append((scope, node))
            elif kind == n.FUNCTION_DECLARATION:
                self._functions.append((scope, node))
            elif kind == n.TYPE_DECLARATION:
                for spec in node.named_children:
                    if spec.kind_id == n.TYPE_SPEC or spec.kind_id == n.TYPE_ALIAS:
                        self._type_nodes.setdefault(n.text(n.need(spec, n.F_NAME), data), (scope, spec))
            elif kind == n.CONST_DECLARATION:
                self._collect_constants(scope, node)
            elif kind == n.VAR_DECLARATION:
                specs.extend(self._collect_variables(scope, node))
        valued = tuple(spec for spec in specs if n.field(spec, n.F_VALUE) is not None)
        if valued:
            used = sum(1 for body in self.bodies if body.specs)
            symbol = f"{self._path}.$vars" + (f"#{used}" if used else "")
            self.bodies.append(Body(symbol, valued[0], scope, valued))

    def _collect_constants(self, scope: FileScope, node: Node) -> None:
        type_node: Node | None = None
        nodes: list[Node] = []
        iota = 0
        for spec in node.named_children:
            if spec.kind_id != n.CONST_SPEC:
                continue
            value = n.field(spec, n.F_VALUE)
            if value is not None:
                type_node, nodes = n.field(spec, n.F_TYPE), expression_list(value)
            for index, name_node in enumerate(n.fields(spec, n.F_NAME)):
                name = n.text(name_node, scope.parsed.data)
                if name != "_":
                    expression = nodes[index] if index < len(nodes) else None
                    self._consts.setdefault(name, _Constant(scope, type_node, expression, iota))
            iota += 1

    def _collect_variables(self, scope: FileScope, node: Node) -> list[Node]:
        specs: list[Node] = []
        for child in node.named_children:
            if child.kind_id == n.VAR_SPEC:
                specs.append(child)
            elif child.kind_id == n.VAR_SPEC_LIST:
                specs.extend(inner for inner in child.named_children if inner.kind_id == n.VAR_SPEC)
        data = scope.parsed.data
        items: list[Item] = []
        for spec in specs:
            names = tuple([n.text(name, data) for name in n.fields(spec, n.F_NAME)])
            for name in names:
                if name != "_":
                    self._spec_of.setdefault(name, (scope, spec))
            items.append(Item(names, spec.start_byte, spec.end_byte))
            type_node = n.field(spec, n.F_TYPE)
            if type_node is not None and type_node.kind_id == n.STRUCT_TYPE and len(names) == 1:
                guards = _field_guards(type_node, data, "")
                self._guards.update((f"{names[0]}.{one}", _within(names[0], lock)) for one, lock in guards.items())
        if items and may_have_guards(data, max(0, node.start_byte - 400), min(len(data), node.end_byte + 200)):
            self._guards.update(guards_of(items, data))
        return specs

    # --- Names ----------------------------------------------------------------------------------------------------

    def let_go(self) -> None:
        """Drop what asks the builder for names: such a cycle keeps the trees until somebody looks for cycles."""
        self._lookup = Lookup(self._packages, self._path)
        self._names.clear()

    def _state(self, scope: FileScope, owner: str = "") -> State:
        return State(scope, self._lookup, self._names[scope], owner or self._path, full=False)

    def _object(self, name: str) -> Object | Pending | None:
        """The package-level object of that name."""
        symbol = f"{self._path}.{name}"
        if name in self._type_nodes or name in self.types:
            return self._type_object(name, symbol)
        function = self.funcs.get(name)
        if function is not None:
            return Object(Kind.FUNC, name, function.signature, symbol)
        constant = self.consts.get(name)
        if constant is not None:
            return Object(Kind.CONST, name, constant.type, symbol, value=constant.value)
        if name in self.vars:
            return Object(Kind.VAR, name, self.vars[name], symbol)
        if name in self._consts:
            return Pending(lambda: self._fold(name))
        if name in self._spec_of:
            return Pending(lambda: self._infer(name))
        return None

    def _type_object(self, name: str, symbol: str) -> Object:
        type: Type | None = Named(symbol)
        known = self.types.get(name)
        scope_node = self._type_nodes.get(name)
        alias = known.alias if known is not None else scope_node is not None and scope_node[1].kind_id == n.TYPE_ALIAS
        if alias:
            declaration = self._own_type(name)
            if declaration is not None and not declaration.params:
                type = declaration.underlying
        return Object(Kind.TYPE, name, type, symbol)

    def _own_type(self, name: str) -> TypeDecl | None:
        """The declaration of a type of this package; None while it is being resolved."""
        known = self.types.get(name)
        if known is not None:
            return known
        found = self._type_nodes.get(name)
        if found is None or found[1] in self._busy or len(self._busy) > 100:
            return None
        scope, node = found
        self._busy.add(node)
        declaration = type_declaration(self._state(scope), node, f"{self._path}.{name}")
        self._busy.discard(node)
        type_node = n.field(node, n.F_TYPE)
        aliases = lock_aliases(scope.parsed.data, node.start_byte)
        if aliases:
            declaration = structs.replace(declaration, aliases=aliases)
        self.types[name] = declaration
        if type_node is not None and type_node.kind_id == n.STRUCT_TYPE:
            declaration.guards.update(_field_guards(type_node, scope.parsed.data, name))
        return declaration

    # --- Functions ------------------------------------------------------------------------------------------------

    def _declare_function(self, scope: FileScope, node: Node, annotations: dict[int, tuple[str, ...]]) -> None:
        name = n.text(n.need(node, n.F_NAME), scope.parsed.data)
        symbol = f"{self._path}.{name}"
        if name in ("init", "_") or name in self.funcs:  # declared again: broken code, in which the first one counts
            symbol = f"{symbol}#{self._inits}"
            self._inits += 1
        else:
            state = self._state(scope, symbol)
            parameters = node.child_by_field_id(n.F_TYPE_PARAMETERS)
            names, constraints = type_parameters(state, parameters, symbol) if parameters is not None else ((), ())
            found = signature(state, node, 0, names)
            lines = annotations.get(node.start_byte, ())
            if node.child_by_field_id(n.F_BODY) is None:
                lines = (*lines, NO_BODY)
            self.funcs[name] = FuncDecl(found, lines, constraints)
        if node.child_by_field_id(n.F_BODY) is not None:
            self.bodies.append(Body(symbol, node, scope))

    def _declare_method(self, scope: FileScope, node: Node, annotations: dict[int, tuple[str, ...]]) -> None:
        receiver = parameter_nodes(n.need(node, n.F_RECEIVER))
        if not receiver:
            return
        state = self._state(scope)
        name = n.text(n.need(node, n.F_NAME), scope.parsed.data)
        type = receiver_type(state, receiver[0][0])
        base = type.elem if isinstance(type, Pointer) else type
        prefix = self._path + "."
        if not isinstance(base, Named) or not base.name.startswith(prefix):
            return
        short = base.name[len(prefix) :]
        pointer = isinstance(type, Pointer)
        symbol = f"(*{base.name}).{name}" if pointer else f"({base.name}).{name}"
        parameters = scope.parsed.type_parameters.get(node.start_byte)
        names, constraints = type_parameters(state, parameters, symbol) if parameters is not None else ((), ())
        method = MethodDecl(signature(state, node, 0, names), pointer, constraints)
        declaration = self.types.get(short)
        if declaration is None:
            return
        if scope.file.test and short not in self._type_nodes:
            declaration = _with_own_methods(declaration)
            self.types[short] = declaration
        if name != "_":
            declaration.methods[name] = method
        lines = annotations.get(node.start_byte)
        if lines:
            self._annotations[symbol] = lines
        if node.child_by_field_id(n.F_BODY) is not None:
            self.bodies.append(Body(symbol, node, scope))

    # --- Constants and variables --------------------------------------------------------------------------------

    def _fold(self, name: str) -> Walk:
        """Walk over a constant's expression; its object."""
        entry = self._consts[name]
        symbol = f"{self._path}.{name}"
        if name not in self.consts:
            if entry in self._busy:
                return Object(Kind.CONST, name, None, symbol)
            self._busy.add(entry)
            state = self._state(entry.scope)
            state.iota = entry.iota
            operand = yield constant_value(state, entry.type_node, entry.value)
            self._busy.discard(entry)
            known = operand.mode is Mode.VALUE
            self.consts[name] = ConstDecl(operand.type if known else None, operand.value if known else None)
        found = self.consts[name]
        return Object(Kind.CONST, name, found.type, symbol, value=found.value)

    def _infer(self, name: str) -> Walk:
        """Walk over a variable's initialiser; its object."""
        scope, spec = self._spec_of[name]
        symbol = f"{self._path}.{name}"
        if name not in self.vars:
            type_node = n.field(spec, n.F_TYPE)
            names = [n.text(child, scope.parsed.data) for child in n.fields(spec, n.F_NAME)]
            if type_node is not None:
                types: list[Type | None] = [resolve(self._state(scope), type_node)] * len(names)
            elif spec in self._busy:
                return Object(Kind.VAR, name, None, symbol)
            else:
                self._busy.add(spec)
                types = yield variable_spec(self._state(scope, f"{self._path}.$vars"), spec, declare=False)
                self._busy.discard(spec)
            self.vars.update((each, type) for each, type in zip(names, types, strict=False) if each != "_")
        return Object(Kind.VAR, name, self.vars.get(name), symbol)


def _storable(constant: ConstDecl) -> ConstDecl:
    """The constant with a value that can be written to disk: 64 bits; larger ones as floats where they are of float
    kind, else unknown."""
    value = constant.value
    if value.__class__ is not int or -(1 << 63) <= value < 1 << 64:
        return constant
    type = constant.type
    floating = isinstance(type, Basic) and (type.name in FLOATS or type == UNTYPED_FLOAT)
    return ConstDecl(type, float(value) if floating and value.bit_length() <= 1024 else None)


def _with_own_methods(declaration: TypeDecl) -> TypeDecl:
    return TypeDecl(
        declaration.underlying,
        declaration.params,
        declaration.alias,
        dict(declaration.methods),
        declaration.guards,
        declaration.constraints,
        declaration.aliases,
    )


def _within(variable: str, lock: str) -> str:
    """The lock of a field of an unnamed struct as one of the variable that has it."""
    return lock if lock[:1] in (NO_GUARD, ELSEWHERE) else f"{variable}.{lock}"


def _field_guards(node: Node, data: bytes, owner: str) -> dict[str, str]:
    """Guards that comments in the struct type `owner` declare; of the fields of an unnamed struct in it (`state.items`)
    the locks beside them."""
    stop = data.find(b"\n", node.end_byte)
    if not may_have_guards(data, node.start_byte, stop if stop >= 0 else len(data)):
        return {}
    found: dict[str, str] = {}
    work = [("", node, owner)]
    while work:
        prefix, struct, name = work.pop()
        items: list[Item] = []
        for field in (field for part in struct.named_children for field in part.named_children):
            if field.kind_id != n.FIELD_DECLARATION:
                continue
            names = [n.text(child, data) for child in field.named_children if child.kind_id == n.FIELD_IDENTIFIER]
            items.append(Item(tuple(names), field.start_byte, field.end_byte))
            type_node = n.field(field, n.F_TYPE)
            if type_node is not None and type_node.kind_id == n.STRUCT_TYPE:
                work.extend((f"{prefix}{one}.", type_node, "") for one in names)
        for one, lock in guards_of(items, data, name).items():
            own = lock[:1] not in (NO_GUARD, ELSEWHERE)
            found[prefix + one] = prefix + lock if own else lock
    return found
