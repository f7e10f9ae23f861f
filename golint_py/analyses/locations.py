"""Names that hold across functions: the location of an access path, and the words the user wrote for it."""

from collections.abc import Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths, is_element
from golint_py.ir.ops import Alloc, Closure, Go, Send
from golint_py.ir.program import Function, declares

_SHARING = (Closure, Go, Send)


def owner_of(location: str) -> str:
    """The function that declares a captured variable, by the variable's location; "" for what is none."""
    return location.rpartition("#")[0]


def variable_of(location: str) -> str:
    """The name of a captured variable, its offset in the function (bytes) and the steps from there (`x+12[*]`); "" for
    what is none. A function's symbol may have a `#` itself (`p.init#0`)."""
    return location.rpartition("#")[2] if "#" in location else ""


class Captured(Struct, frozen=True):
    """What a free variable of a literal stands for: a location, and how it is written."""

    location: str
    name: str


class Naming(Struct, frozen=True, eq=False):
    """Locations and written names of one function's paths. `variables` are its captured variables by path, `aliases`
    the fields that lead to a lock which is the one that other fields lead to."""

    function: Function
    paths: Paths
    variables: Mapping[Path, Captured]
    aliases: Mapping[tuple[str, ...], tuple[str, ...]] = {}

    def location(self, path: Path) -> str:
        """The struct type that declares the last field and that field, a package variable, or a captured variable, plus
        one `[*]` for each level of elements behind it; "" when other functions cannot name the object."""
        for length in range(len(path.steps), 0, -1):
            if not is_element(path.steps[length - 1]):
                return _field(self, path, length) + "".join(path.steps[length:])
        return self._root(path.root) + "".join(path.steps) if self._root(path.root) else ""

    def _root(self, root: str) -> str:
        if root.startswith("g:"):
            return root[2:]
        captured = self.variables.get(Path(root))
        return captured.location if captured else ""

    def lock(self, path: Path) -> Path:
        """The path of a lock as all functions of the package know it: a captured mutex has one name everywhere, and so
        has one that is said to be another one."""
        for steps, other in self.aliases.items():
            if path.steps[-len(steps) :] == steps:
                path = Path(path.root, path.steps[: -len(steps)] + other)
        captured = self.variables.get(Path(path.root))
        if captured is None or path.steps:
            return path
        if "#" in captured.location:
            return Path(f"g:{captured.location}")
        return Path("?", (captured.location,))

    def written(self, path: Path) -> str:
        """`c.items`, `registry`, `s.conns[…].subs`: as a person would write it."""
        words = self._word(path.root)
        for one in path.steps:
            if "#" in one:
                words = variable_of(one).partition("+")[0]
            else:
                words += "[…]" if is_element(one) else "." + one.rsplit(".", 1)[1]
        return words

    def _word(self, root: str) -> str:
        if root.startswith("g:"):
            package, _, name = root[2:].rpartition(".")
            own = self.function.symbol.lstrip("(*").startswith(package + ".")
            return name if own else f"{package.rpartition('/')[2]}.{name}"
        captured = self.variables.get(Path(root))
        if captured is not None:
            return captured.name
        number = int(root[1:]) if root[1:].isdigit() else -1
        if root.startswith("p") and number < len(self.function.params):
            return self.function.params[number] or "_"
        if root.startswith("f") and number < len(self.function.free):
            return self.function.free[number].name
        return self.function.names.get(number, "…") if root.startswith("v") else "…"


def _field(naming: Naming, path: Path, length: int) -> str:
    """The declaring type and the field; a field of an unnamed struct hangs on what the struct is in."""
    last = path.steps[length - 1]
    if not last.startswith("."):
        return last
    outer = naming.location(Path(path.root, path.steps[: length - 1]))
    return outer + last if outer else ""


def captured_variables(
    functions: Mapping[str, Function], paths: Mapping[str, Paths]
) -> dict[str, dict[Path, Captured]]:
    """For each function the meaning of its free variables, and of its own variables that literals capture.

    A literal's free variable that stands for `c.items` has the location of that field. Enclosing functions come first.
    """
    found: dict[str, dict[Path, Captured]] = {symbol: {} for symbol in functions}
    for symbol in sorted(functions, key=lambda name: (name.count("$"), name)):
        function = functions[symbol]
        if function.by_kind.keys().isdisjoint(_SHARING):
            continue
        for block in function.blocks:
            for op in block.ops:
                if type(op) is Closure and op.symbol in functions and declares(function, functions[op.symbol]):
                    _bind(functions, paths[symbol], function, op, found)
                elif type(op) is Go:
                    _pass(paths[symbol], function, op.args, found[symbol])
                elif type(op) is Send:
                    _pass(paths[symbol], function, (op.value,), found[symbol])
    return found


def _pass(paths: Paths, function: Function, values: tuple[int, ...], found: dict[Path, Captured]) -> None:
    """Local objects that a goroutine is given as arguments or over a channel are shared like captured ones."""
    for value in values:
        path = paths.of[value]
        made = paths.definition[value]
        if path.root.startswith("v") and not path.steps and path not in found and made is not None:
            start, _ = function.spans[made.at]
            origin = paths.origin(path)
            name = function.names.get(value) or (origin.name if type(origin) is Alloc else "") or "…"
            found[path] = Captured(f"{function.symbol}#{name}+{start - function.span[0]}", name)


def _bind(
    functions: Mapping[str, Function],
    paths: Paths,
    function: Function,
    closure: Closure,
    found: dict[str, dict[Path, Captured]],
) -> None:
    inner = functions[closure.symbol]
    naming = Naming(function, paths, found[function.symbol])
    for index, (value, free) in enumerate(zip(closure.bindings, inner.free, strict=False)):
        path = paths.of[value]
        location = naming.location(path)
        if location:
            meaning = Captured(location, naming.written(path))
        else:
            owner = functions.get(free.owner)
            offset = free.declared - (owner.span[0] if owner is not None else 0)
            meaning = Captured(f"{free.owner}#{free.name}+{offset}", free.name)
            if not path.steps:
                found[function.symbol][path] = meaning
        found[closure.symbol][Path(f"f{index}")] = meaning
