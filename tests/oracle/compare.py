"""Compares types with what go/types says: right, unknown and wrong answers by question.

python tests/oracle/compare.py [--show N] GOROOT/src strings net/http ...     (package directories below the tree)
"""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from tree_sitter import Node

from golint_py.load.packages import Loaded, Package, load
from golint_py.load.tree import DiskTree
from golint_py.syntax import nodes as n
from golint_py.syntax.parse import parse
from golint_py.syntax.parsed import Parsed
from golint_py.types.declare import declare
from golint_py.types.declared import Declared
from golint_py.types.infer import Checker
from golint_py.types.infer_convert import unparenthesised
from golint_py.types.lookup import Lookup, Universe
from golint_py.types.methods import interface_methods
from golint_py.types.model import (
    Array,
    Basic,
    Chan,
    Interface,
    Map,
    Named,
    Pointer,
    Signature,
    Slice,
    StructType,
    Tuple,
    Type,
    TypeParam,
)
from golint_py.types.scope import Exports, Info, Kind, Mode, SelectionKind
from golint_py.types.std import StandardLibrary

HERE = Path(__file__).parent
UNKNOWN = "?"
Answer = tuple[str, str, str, str]  # kind, operand type, type, symbol
Key = tuple[str, int, int]  # question, start, end


class Miss(Struct, frozen=True):
    """A wrong answer."""

    file: str
    start: int
    question: str
    wanted: Answer
    given: Answer
    source: str


class Score(Struct):
    """Counts by (question and kind, verdict); the wrong and some unknown answers."""

    counts: Counter[tuple[str, str]]
    wrong: list[Miss]
    unknown: list[Miss]
    lines: int = 0
    seconds: float = 0.0


# --- The oracle -------------------------------------------------------------------------------------------------------


def go_environment() -> dict[str, str]:
    """Environment of the go command: local only."""
    return {**os.environ, "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", "GOPROXY": "off", "GOWORK": "off"}


def build_oracle(folder: Path) -> Path:
    """Compile the oracle into that folder."""
    go = Path(sysconfig.get_path("scripts")) / "go"
    target = folder / "oracle"
    command = [str(go), "build", "-o", str(target), "."]
    subprocess.run(command, cwd=HERE, env=go_environment(), check=True, capture_output=True)
    return target


def go_root() -> Path:
    """GOROOT/src of the installed Go."""
    go = Path(sysconfig.get_path("scripts")) / "go"
    command = [str(go), "env", "GOROOT"]
    found = subprocess.run(command, env=go_environment(), check=True, capture_output=True, text=True)
    return Path(found.stdout.strip()) / "src"


def ask(oracle: Path, root: Path, directories: Iterable[str]) -> Iterator[tuple[str, dict[Key, Answer]]]:
    """The oracle's answers by file, relative to `root`."""
    command = [str(oracle), *(str(root / directory) for directory in directories)]
    environment = {**go_environment(), "GOROOT": str(root.parent)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        found = json.loads(line)
        answers = {
            (one["q"], one["s"], one["e"]): (one["k"], one.get("o", ""), one.get("t", ""), one.get("y", ""))
            for one in found["entries"] or ()
        }
        yield os.path.relpath(found["file"], root), answers
    process.wait()


# --- Our answers ------------------------------------------------------------------------------------------------------


class Package_(Struct, frozen=True, eq=False):
    """A declared package with its syntax by file."""

    package: Package
    declared: Declared
    parsed: dict[str, Parsed]


def declare_all(
    tree: DiskTree, loaded: Loaded, keep: frozenset[str], standard: StandardLibrary | None
) -> tuple[dict[str, Package_], Universe]:
    """Declare what was loaded, in dependency order; those in directories of `keep` stay with their syntax."""
    module: dict[str, bytes | Exports] = {}
    universe = Universe(module, standard)
    kept: dict[str, Package_] = {}
    for package in loaded.packages:
        if package.path.endswith("_test") or "#" in package.path:
            continue
        parsed = {file.path: parse(tree.read(file.path)) for file in package.files if not file.test}
        files = [(file, parsed[file.path]) for file in package.files if not file.test]
        imports = loaded.imports.get(package.path, {})
        declared = declare(package.path, package.name, files, universe, imports)
        module[package.path] = declared.exports
        universe = Universe(module, standard)
        if package.directory in keep:
            kept[package.directory] = Package_(package, declared, parsed)
    return kept, universe


class Speller:
    """Writes types in the form of the oracle."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup

    def spell(self, type: Type | None, depth: int = 0) -> str:  # noqa: PLR0911 - one case for each sort of type
        """The type, unknown parts as "?"."""
        if type is None:
            return UNKNOWN
        if depth > 12:
            return "…"
        depth += 1
        match self.lookup.unalias(type):
            case Basic(name=name):
                return name
            case Named(name=name, args=args):
                return self._named(name, args, depth)
            case Pointer(elem=elem):
                return "*" + self.spell(elem, depth)
            case Slice(elem=elem):
                return "[]" + self.spell(elem, depth)
            case Array(elem=elem, length=length):
                return f"[{length if length >= 0 else UNKNOWN}]" + self.spell(elem, depth)
            case Map(key=key, elem=elem):
                return f"map[{self.spell(key, depth)}]{self.spell(elem, depth)}"
            case Chan(elem=elem, direction=direction):
                return {"both": "chan ", "send": "send ", "recv": "recv "}[direction] + self.spell(elem, depth)
            case TypeParam():
                return "$"
            case Signature(params=params, results=results, variadic=variadic):
                return f"func{self._list(params, depth)}{'...' if variadic else ''}{self._list(results, depth)}"
            case Tuple(elems=elems):
                return self._list(elems, depth)
            case StructType(fields=fields):
                return "struct{" + ";".join(f"{one.name} {self.spell(one.type, depth)}" for one in fields) + "}"
            case Interface() as interface:
                methods = interface_methods(self.lookup, interface)
                return UNKNOWN if methods is None else "interface{" + ";".join(sorted(methods)) + "}"
        return UNKNOWN

    def _list(self, types: Iterable[Type | None], depth: int) -> str:
        return "(" + ",".join(self.spell(type, depth) for type in types) + ")"

    def _named(self, name: str, args: tuple[Type | None, ...], depth: int) -> str:
        declaration = self.lookup.declaration(name)
        if name in self.lookup.local_types:
            name = f"{self.lookup.own}.{name.rpartition('.')[2].partition('·')[0]}"
        if args:
            return f"{name}[{','.join(self.spell(arg, depth) for arg in args)}]"
        return name + ("[generic]" if declaration is not None and declaration.params else "")


QUESTIONS = {
    n.INDEX_EXPRESSION: "index",
    n.GENERIC_TYPE: "index",
    n.TYPE_INSTANTIATION_EXPRESSION: "index",
    n.SELECTOR_EXPRESSION: "select",
    n.QUALIFIED_TYPE: "select",
    n.CALL_EXPRESSION: "call",
    n.TYPE_CONVERSION_EXPRESSION: "call",
}


_INDEXED: dict[object, str] = {
    Map: "map",
    Slice: "slice",
    Array: "array",
    Basic: "string",
    Pointer: "pointer",
    Signature: "generic",
}


class Answers:
    """Our answers about the bodies of one package."""

    def __init__(self, package: Package_, universe: Universe) -> None:
        self.checker = Checker(package.declared, universe)
        self.lookup = self.checker.lookup(False)
        self.spell = Speller(self.lookup).spell
        self.package = package
        self.seconds = 0.0
        self.lines = 0

    def by_file(self) -> dict[str, dict[Key, Answer]]:
        """All answers."""
        found: dict[str, dict[Key, Answer]] = {}
        for body in self.package.declared.bodies:
            start = time.perf_counter()
            info = self.checker.check(body)
            self.seconds += time.perf_counter() - start
            answers = found.setdefault(body.scope.file.path, {})
            block = n.field(body.node, n.F_BODY)
            roots = [n.need(spec, n.F_VALUE) for spec in body.specs] or ([block] if block is not None else [])
            for root in roots:
                self.lines += root.end_point[0] - root.start_point[0] + 1
                self._collect(root, info, answers)
        return found

    def _collect(self, root: Node, info: Info, answers: dict[Key, Answer]) -> None:
        pending = [root]
        while pending:
            node = pending.pop()
            question = QUESTIONS.get(node.kind_id)
            if question == "call" and node.kind_id == n.CALL_EXPRESSION:
                self._bracket(node, info, answers)
            if question == "call" and self._unstarred(node, info, answers):
                question = None
            if question is not None:
                answer = getattr(self, "_" + question)(node, info)
                answers[question, node.start_byte, node.end_byte] = answer
            pending.extend(node.named_children)

    def _bracket(self, node: Node, info: Info, answers: dict[Key, Answer]) -> None:
        """`f[T]` of a call that the grammar gives type arguments."""
        bracket = n.field(node, n.F_TYPE_ARGUMENTS)
        if bracket is not None:
            function = n.need(node, n.F_FUNCTION)
            base, result = info.operands.get(function.id), info.operands.get(bracket.id)
            if base is not None and result is not None:
                answer = self._kind(base.mode, base.type), self.spell(base.type), self.spell(result.type), ""
                answers["index", node.start_byte, bracket.end_byte] = answer

    def _unstarred(self, node: Node, info: Info, answers: dict[Key, Answer]) -> bool:
        """`T(x)` of `*T(x)`, which has no node of its own."""
        type_node = n.field(node, n.F_TYPE)
        if node.kind_id != n.TYPE_CONVERSION_EXPRESSION or type_node is None or type_node.kind_id != n.POINTER_TYPE:
            return False
        while type_node.kind_id == n.POINTER_TYPE:
            type_node = n.children(type_node)[0]
        base = info.operands.get(type_node.id)
        if base is not None and base.mode is Mode.TYPE:
            answer = "conversion", "", self.spell(base.type), ""
            answers["call", type_node.start_byte, node.end_byte] = answer
        return True

    def _index(self, node: Node, info: Info) -> Answer:
        field = n.F_OPERAND if node.kind_id == n.INDEX_EXPRESSION else n.F_TYPE
        base_node = n.need(node, field)
        base, result = info.operands.get(base_node.id), info.operands.get(node.id)
        if base is None and base_node.id in info.types:
            operand = info.types[base_node.id]
            return ("generic" if operand else UNKNOWN), self.spell(operand), self.spell(info.types.get(node.id)), ""
        if base is None or result is None or base.mode is Mode.UNKNOWN:
            return (UNKNOWN,) * 4
        type = result.type.elems[0] if isinstance(result.type, Tuple) else result.type
        return self._kind(base.mode, base.type), self.spell(base.type), self.spell(type), ""

    def _kind(self, mode: Mode, type: Type | None) -> str:
        if mode is Mode.TYPE:
            return "generic" if type is not None else UNKNOWN
        if isinstance(type, TypeParam):
            return "parameter"
        return _INDEXED.get(self.lookup.underlying(type).__class__, UNKNOWN)

    def _select(self, node: Node, info: Info) -> Answer:
        selection, operand = info.selections.get(node.id), info.operands.get(node.id)
        if selection is None:
            type = info.types.get(node.id)
            symbol = type.name if isinstance(type, Named) else UNKNOWN
            return ("package" if type is not None else UNKNOWN), "", self.spell(type), symbol
        type = operand.type if operand is not None else None
        kind = {
            SelectionKind.FIELD: "field",
            SelectionKind.METHOD_VALUE: "method",
            SelectionKind.METHOD_EXPR: "expression",
            SelectionKind.INTERFACE_METHOD: "interface",
            SelectionKind.PACKAGE: "package",
        }[selection.kind]
        symbol = selection.symbol
        if kind == "package":
            return kind, "", self.spell(type), symbol
        if kind == "field":
            step = selection.path[-1]
            owner = step.owner
            if owner in self.lookup.local_types:
                owner = self.spell(Named(owner)).partition("[")[0]
            symbol = f"{owner}.{step.field}"
        else:
            symbol = self._method(symbol)
        base_node = n.field(node, n.F_OPERAND) or node.named_children[0]
        base = info.operands.get(base_node.id)
        return kind, self.spell(base.type if base is not None else None), self.spell(type), symbol

    def _method(self, symbol: str) -> str:
        """The symbol with local types spelled as by go/types, without their function."""
        receiver, _, method = symbol.rpartition(").")
        name = receiver.lstrip("(*")
        if name not in self.lookup.local_types:
            return symbol
        return f"({self.spell(Named(name)).partition('[')[0]}).{method}"

    def _call(self, node: Node, info: Info) -> Answer:
        field = n.F_FUNCTION if node.kind_id == n.CALL_EXPRESSION else n.F_TYPE
        function_node = unparenthesised(n.need(node, field))
        function, result = info.operands.get(function_node.id), info.operands.get(node.id)
        shown = UNKNOWN
        if result is not None:
            shown = "()" if result.mode is Mode.NO_VALUE else self.spell(result.type)
        if function is None or function.mode is Mode.UNKNOWN:
            selection = info.selections.get(function_node.id)
            return UNKNOWN, "", shown, (selection.symbol if selection is not None else UNKNOWN)
        if function.mode is Mode.TYPE:
            return "conversion", "", shown, ""
        bracket = n.field(node, n.F_TYPE_ARGUMENTS)
        if bracket is not None and function_node.id not in info.instances:
            return "dynamic", "", shown, ""
        kind, symbol = self._callee(function_node, info)
        return kind, "", shown, symbol

    def _callee(self, node: Node, info: Info) -> tuple[str, str]:
        if node.id in info.instances and node.kind_id in (n.INDEX_EXPRESSION, n.GENERIC_TYPE):
            node = unparenthesised(n.need(node, n.F_OPERAND if node.kind_id == n.INDEX_EXPRESSION else n.F_TYPE))
        if node.kind_id == n.FUNC_LITERAL:
            return "literal", ""
        selection = info.selections.get(node.id)
        if selection is not None and selection.kind is not SelectionKind.PACKAGE:
            kind = {SelectionKind.INTERFACE_METHOD: "interface", SelectionKind.FIELD: "dynamic"}.get(
                selection.kind, "static"
            )
            return kind, self._method(selection.symbol)
        meaning = info.objects.get(node.id)
        if selection is not None:
            meaning = info.objects.get(node.named_children[-1].id)
        if meaning is None or meaning.kind is Kind.VAR:
            return "dynamic", ""
        return ("builtin", meaning.name) if meaning.kind is Kind.BUILTIN else ("static", meaning.symbol)


# --- Comparing --------------------------------------------------------------------------------------------------------

_INSTANCE = re.compile(r"\[[^\]()]*\](?=\)\.)")


_DEFAULTS = {
    f"untyped {kind}": type
    for kind, type in {
        "bool": "bool",
        "int": "int",
        "rune": "int32",
        "float": "float64",
        "complex": "complex128",
        "string": "string",
    }.items()
}


def _defaulted(type: str) -> str:
    """Constants that are converted nowhere stay untyped in go/types; here they may have their default type."""
    return _DEFAULTS.get(type, type)


def judge(question: str, wanted: Answer, given: Answer) -> str:
    """ "right", "unknown" or "wrong"."""
    kind, operand, type, symbol = wanted
    type, shown = _defaulted(type), _defaulted(given[2])
    symbol = _INSTANCE.sub("", symbol).replace("(interface).", ".").replace("(any).", ".")
    if UNKNOWN in given[0]:
        return "unknown"
    if question == "call" and kind == "dynamic" and given[0] == "dynamic":
        symbol = given[3]
    if kind == "builtin" and type == "constant":
        type = shown
    if question == "select" and kind == "expression" and given[0] == "expression":
        operand = given[1]
    if question == "call" and kind == "interface" and given[0] == "static":
        kind = "static"  # a method expression of an interface
    if question == "select" and kind == "package" and given[3] in (UNKNOWN, type):
        symbol = given[3]  # a type: what it is spelled like is `type`
    pairs = ((kind, given[0]), (operand, given[1]), (type, shown), (symbol, given[3]))
    if all(a == b or UNKNOWN in a for a, b in pairs):
        return "right"
    return "unknown" if all(a == b or UNKNOWN in a + b for a, b in pairs) else "wrong"


def compare(root: Path, directories: list[str], oracle: Path, standard: StandardLibrary | None) -> Score:
    """Ask both sides about the packages in these directories below `root`."""
    tree = DiskTree(str(root))
    loaded = load(tree, directories)
    kept, universe = declare_all(tree, loaded, frozenset(directories), standard)
    score = Score(Counter(), [], [])
    ours: dict[str, dict[Key, Answer]] = {}
    for package in kept.values():
        answers = Answers(package, universe)
        ours.update(answers.by_file())
        score.lines += answers.lines
        score.seconds += answers.seconds
    spans = {path: _spans(package, path) for package in kept.values() for path in package.parsed}
    for file, wanted in ask(oracle, root, sorted(kept)):
        if file in spans:
            _score(file, wanted, ours.get(file, {}), spans[file], (root / file).read_bytes(), score)
    return score


def _spans(package: Package_, path: str) -> list[tuple[int, int]]:
    """The bytes of the bodies of a file."""
    found: list[tuple[int, int]] = []
    for body in package.declared.bodies:
        if body.scope.file.path == path:
            block = n.field(body.node, n.F_BODY)
            nodes = [n.need(spec, n.F_VALUE) for spec in body.specs] or ([block] if block is not None else [])
            found.extend((node.start_byte, node.end_byte) for node in nodes)
    return sorted(found)


def _score(
    file: str,
    wanted: dict[Key, Answer],
    given: dict[Key, Answer],
    spans: list[tuple[int, int]],
    data: bytes,
    score: Score,
) -> None:
    at = 0
    for key in sorted(wanted, key=lambda key: key[1:]):
        question, start, end = key
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at == len(spans) or start < spans[at][0]:
            continue
        answer = given.get(key, (UNKNOWN,) * 4)
        verdict = judge(question, wanted[key], answer)
        score.counts[f"{question} {wanted[key][0]}", verdict] += 1
        if verdict != "right":
            source = data[start : min(end, start + 80)].decode("utf-8", "replace")
            miss = Miss(file, start, question, wanted[key], answer, source)
            (score.wrong if verdict == "wrong" else score.unknown).append(miss)


def table(score: Score) -> str:
    """The counts, for people."""
    lines = [f"{'question':<20}{'right':>9}{'unknown':>9}{'wrong':>7}   right %"]
    names = sorted({name for name, _ in score.counts})
    totals = {"index": "index", "select": "select", "call": "call", "all": ""}
    for name in [*names, *(f"= {total}" for total in totals)]:
        prefix = totals.get(name[2:], name) if name.startswith("= ") else name
        exact = not name.startswith("= ")
        counts = [
            sum(
                count
                for (one, verdict), count in score.counts.items()
                if verdict == wanted and (one == prefix if exact else one.startswith(prefix))
            )
            for wanted in ("right", "unknown", "wrong")
        ]
        share = 100 * counts[0] / max(1, sum(counts))
        lines.append(f"{name:<20}{counts[0]:>9}{counts[1]:>9}{counts[2]:>7}   {share:.2f}")
    rate = 1e6 * score.seconds / max(1, score.lines)
    lines.append(f"{score.lines} lines of bodies, {rate:.1f} µs each")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Print the table, and with --show the first misses."""
    show = int(arguments[1]) if arguments[0] == "--show" else 0
    root, *directories = arguments[2:] if show else arguments
    with tempfile.TemporaryDirectory() as folder:
        score = compare(Path(root), directories, build_oracle(Path(folder)), StandardLibrary())
    for title, misses in (("WRONG", score.wrong), ("UNKNOWN", score.unknown)):
        for miss in misses[:show]:
            line = Path(root, miss.file).read_bytes()[: miss.start].count(b"\n") + 1
            print(f"{title} {miss.file}:{line} {miss.question} {miss.source!r}")
            print(f"   go:   {miss.wanted}\n   ours: {miss.given}")
    print(table(score))


if __name__ == "__main__":
    main(sys.argv[1:])
