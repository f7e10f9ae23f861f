"""Vetting a rule module by its syntax alone (libcst): nothing in it is executed."""

import os
from collections.abc import Iterator, Sequence

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from golint_py.config import ConfigError
from golint_py.rule import PACKAGE, doc_problems, id_problems

ALLOWED = ("rule", "analyses", "dataflow", "ir", "types", "knowledge", "text", "query", "syntax", "load")
FORBIDDEN = (
    *("os", "sys", "io", "subprocess", "socket", "shutil", "ctypes", "importlib", "pickle", "marshal", "urllib"),
    *("http", "tempfile", "pathlib", "threading", "multiprocessing", "asyncio", "builtins", "sqlite3", "runpy"),
)
CALLS = ("open", "exec", "eval", "compile", "__import__", "input", "print", "globals", "setattr", "breakpoint")
CACHES = ("cache", "lru_cache")
EMPTY = ("list", "dict", "set", "defaultdict", "deque", "Counter", "OrderedDict", "bytearray")

Problem = tuple[int, str]


def modules_in(paths: Sequence[str]) -> list[str]:
    """The rule modules among the paths, those in folders sorted. Raises `ConfigError` for a path that is not there."""
    found: list[str] = []
    for path in paths:
        if os.path.isdir(path):
            for folder, folders, files in sorted(os.walk(path)):
                folders.sort()
                found += [os.path.join(folder, f) for f in sorted(files) if f.endswith(".py") and f != "__init__.py"]
        elif os.path.isfile(path):
            found.append(path)
        else:
            raise ConfigError(f"{path}: no such file or directory")
    return found


def vet_file(path: str) -> list[str]:
    """What is wrong with the rule module, as `line: text`; empty for a proper one."""
    with open(path, "rb") as file:
        data = file.read()
    parts = os.path.abspath(path).split(os.sep)
    return [f"{line}: {text}" for line, text in sorted(vet(data, parts[-2], parts[-1].removesuffix(".py")))]


def vet(data: bytes, family: str, module: str) -> list[Problem]:
    """Problems of a rule module's text, with their 1-based lines."""
    found: list[Problem] = [(1, text) for text in id_problems(family, module)]
    try:
        wrapper = MetadataWrapper(cst.parse_module(data))
    except cst.ParserSyntaxError as error:
        return [*found, (error.raw_line, f"not Python: {error.message}")]
    except UnicodeDecodeError:
        return [*found, (1, "not UTF-8")]
    tree = wrapper.module
    found += [(1, text) for text in doc_problems(tree.get_docstring(clean=False) or "")]
    positions = wrapper.resolve(PositionProvider)

    def line_of(node: cst.CSTNode) -> int:
        return int(positions[node].start.line)

    top = [small for statement in tree.body for small in _small(statement)]
    found += _required(tree, top, line_of)
    found += [(line_of(node), text) for node in top for text in _state(node)]
    watch = _Watch()
    wrapper.module.visit(watch)
    found += [(line_of(node), text) for node, text in watch.found]
    return found


def _small(statement: cst.BaseStatement | cst.BaseSmallStatement) -> Sequence[cst.CSTNode]:
    return statement.body if isinstance(statement, cst.SimpleStatementLine) else (statement,)


def _required(tree: cst.Module, top: Sequence[cst.CSTNode], line_of: object) -> Iterator[Problem]:
    """Exactly one RULE = Rule(...) and exactly one generator function check."""
    rules = [node for node in top if "RULE" in _targets(node)]
    values = [node.value for node in rules if isinstance(node, (cst.Assign, cst.AnnAssign))]
    if len(rules) != 1:
        yield 1, f"there must be one RULE, not {len(rules)}"
    elif not (isinstance(values[0], cst.Call) and _name(values[0].func).rpartition(".")[2] == "Rule"):
        yield 1, "RULE must be a call of Rule"
    checks = [node for node in tree.body if isinstance(node, cst.FunctionDef) and node.name.value == "check"]
    if len(checks) != 1:
        yield 1, f"there must be one function check, not {len(checks)}"
    elif checks[0].asynchronous is not None or not _yields(checks[0]):
        yield 1, "check must be a generator: a plain function that yields findings"


def _yields(function: cst.FunctionDef) -> bool:
    stack: list[cst.CSTNode] = [function.body]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.Yield):
            return True
        if not isinstance(node, (cst.FunctionDef, cst.Lambda, cst.ClassDef)):
            stack.extend(node.children)
    return False


def _targets(node: cst.CSTNode) -> list[str]:
    if isinstance(node, cst.Assign):
        return [_name(target.target) for target in node.targets]
    if isinstance(node, (cst.AnnAssign, cst.AugAssign)):
        return [_name(node.target)]
    return []


def _state(node: cst.CSTNode) -> Iterator[str]:
    """What at the top level would be state between runs: all but RULE, constants, type aliases, definitions."""
    for name in _targets(node):
        value = node.value if isinstance(node, (cst.Assign, cst.AnnAssign)) else None
        if isinstance(node, cst.AugAssign) or not _is_constant(name, value):
            yield f"{name} is state of the module; a rule has none (constants are CAPITALS and not empty containers)"
    if isinstance(node, (cst.For, cst.While, cst.With, cst.Try)):
        yield "a rule module only declares; it runs nothing when it is imported"
    if isinstance(node, cst.If):
        yield "no conditions at the top level of a rule (and no TYPE_CHECKING)"
    if isinstance(node, cst.Expr) and not isinstance(node.value, (cst.SimpleString, cst.ConcatenatedString)):
        yield "a rule module only declares; it runs nothing when it is imported"


def _is_constant(name: str, value: cst.BaseExpression | None) -> bool:
    if isinstance(value, (cst.List, cst.Set, cst.Dict)) and not value.elements:
        return False
    if isinstance(value, cst.Call) and _name(value.func).rpartition(".")[2] in EMPTY and not value.args:
        return False
    if name.lstrip("_").isupper():
        return True
    alias = isinstance(value, (cst.Name, cst.Attribute, cst.Subscript, cst.BinaryOperation))
    made = isinstance(value, cst.Call) and _name(value.func) in ("TypeVar", "ParamSpec", "NewType")
    return name.lstrip("_")[:1].isupper() and (alias or made)


def _name(node: cst.CSTNode | None) -> str:
    """`a.b.c` of a name or attribute, "" of anything else."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    return ".".join([node.value, *reversed(parts)]) if isinstance(node, cst.Name) else ""


class _Watch(cst.CSTVisitor):
    """Collects what a rule may not do anywhere: imports, calls, global names, caches."""

    def __init__(self) -> None:
        self.found: list[tuple[cst.CSTNode, str]] = []
        self._depth = 0

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._depth += 1
        for decorator in node.decorators:
            called = decorator.decorator
            name = _name(called.func if isinstance(called, cst.Call) else called)
            if name.rpartition(".")[2] in CACHES:
                self.found.append((decorator, f"@{name} keeps state between runs; ask the query instead"))

    def leave_FunctionDef(self, original_node: cst.FunctionDef) -> None:
        self._depth -= 1

    def visit_Global(self, node: cst.Global) -> None:
        self.found.append((node, "global: a rule has no state"))

    def visit_Import(self, node: cst.Import) -> None:
        for alias in node.names:
            self._import(node, _name(alias.name))

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        if node.relative:
            self.found.append((node, "a relative import; write the whole name"))
            return
        module = _name(node.module)
        if module == "golint_py" and not isinstance(node.names, cst.ImportStar):
            for alias in node.names:
                self._import(node, f"golint_py.{_name(alias.name)}")
        else:
            self._import(node, module)

    def visit_Call(self, node: cst.Call) -> None:
        if _name(node.func) in CALLS:
            self.found.append((node, f"{_name(node.func)}() is not for rules: they read what the analysis gives them"))

    def _import(self, node: cst.CSTNode, module: str) -> None:
        first, _, rest = module.partition(".")
        if self._depth:
            self.found.append((node, f"{module} is imported inside a function"))
        if first == "golint_py" and rest.partition(".")[0] not in ALLOWED:
            what = "another rule" if module.startswith(PACKAGE) else module
            self.found.append((node, f"a rule must not import {what}"))
        elif first in FORBIDDEN:
            self.found.append((node, f"a rule must not import {module}: it touches nothing outside"))
