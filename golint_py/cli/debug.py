"""Show what a stage of the analysis makes of a file, or of one function in it (FILE:FUNC); why a line is silent."""

import argparse
import os
from collections.abc import Iterator

from tree_sitter import Node

from golint_py.cli.terminal import put
from golint_py.config import ConfigError
from golint_py.syntax.parse import parse

STAGES = ("cst", "types", "ssa", "callgraph", "locks", "goroutines", "why")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `debug`."""
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument(
        "place", metavar="FILE[:FUNC]", help="a Go file; a function such as f, T.M or (*T).M; for `why` a line"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the stage."""
    path, _, function = arguments.place.partition(".go:")
    path = path + ".go" if function else path
    if not os.path.isfile(path):
        raise ConfigError(f"{path}: no such file")
    if arguments.stage == "cst":
        with open(path, "rb") as file:
            put(tree(file.read(), function))
        return 0
    from golint_py.debug_views import debug, explain  # the whole engine, which a syntax tree does not need

    if arguments.stage == "why":
        if not function.isdigit():
            raise ConfigError(f"{arguments.place}: `why` asks for a line, such as {path}:12")
        from golint_py.cli.importers import by_importers  # as above

        put(explain(path, int(function)))
        put("".join(line + "\n" for line in by_importers(path, int(function))))
        return 0
    put(debug(arguments.stage, path, function))
    return 0


def tree(data: bytes, function: str = "") -> str:
    """The concrete syntax of a file, one named node per line: kind, lines and columns (0-based, bytes), short texts."""
    parsed = parse(data)
    wanted = [node for node in parsed.declarations if not function or _is(node, function)]
    if not wanted and function:
        raise ConfigError(f"there is no function {function}")
    lines = [line for node in wanted for line in _lines(node)]
    lines += [f"(broken bytes {one.start} to {one.end}: {one.reason})" for one in parsed.broken if not function]
    return "".join(line + "\n" for line in lines)


def _is(node: Node, function: str) -> bool:
    name = node.child_by_field_name("name")
    if node.type not in ("function_declaration", "method_declaration") or name is None or name.text is None:
        return False
    text = name.text.decode("utf-8", "replace")
    receiver = node.child_by_field_name("receiver")
    if receiver is None or receiver.text is None:
        return function == text
    words = receiver.text.decode("utf-8", "replace").strip("()").replace("*", " ").split("[")[0].split()
    return function in (text, f"{words[-1]}.{text}", f"(*{words[-1]}).{text}") if words else False


def _lines(top: Node) -> Iterator[str]:
    stack: list[tuple[Node, int, str]] = [(top, 0, "")]
    while stack:
        node, depth, field = stack.pop()
        text = ""
        if node.named_child_count == 0 and node.text is not None and len(node.text) <= 60:
            text = " " + repr(node.text.decode("utf-8", "replace"))
        start, end = node.start_point, node.end_point
        where = f"[{start.row}:{start.column}-{end.row}:{end.column}]"
        yield f"{'  ' * depth}{field + ': ' if field else ''}{node.type} {where}{text}"
        inner = [
            (child, depth + 1, node.field_name_for_child(number) or "")
            for number, child in enumerate(node.children)
            if child.is_named
        ]
        stack.extend(reversed(inner))
