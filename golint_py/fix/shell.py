"""Values go to a program as arguments, not as text of a shell script (RULES C.5, X1 and X3).

Where the script is one simple command, the program is started without the shell. Else the script becomes a constant and
the values its positional parameters (POSIX shell, 2.5.1): `"$1"`.
"""

import re

from msgspec import Struct
from tree_sitter import Node

from golint_py.fix.imports import named, unneeded
from golint_py.fix.lines import Lines
from golint_py.fix.only_value import only_value
from golint_py.fix.places import calls_at, inside, statement_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.model import Basic
from golint_py.types.scope import Info

_COMMANDS = {"os/exec.Command": 0, "os/exec.CommandContext": 1}
_SHELLS = frozenset("sh bash dash ash /bin/sh /bin/bash /bin/dash /usr/bin/sh /usr/bin/bash".split())
_PLAIN = re.compile(r"[A-Za-z0-9_./:=@%+,\- \t]*")
_BUILTINS = frozenset(
    ". : [ alias bg break cd command continue eval exec exit export fg getopts hash jobs read readonly return set "
    "shift source test times trap type ulimit umask unalias unset wait if for while case until time".split()
)
_NAME = re.compile(r"\$\{?\w*$")
_LISTS = re.compile(r"(?:args?|opts?|options|flags|params|cmd|command|script)$", re.IGNORECASE)


class Piece(Struct, frozen=True, eq=False):
    """A part of a script: constant `text`, or the source `code` of a value."""

    text: str
    code: str


def pass_arguments(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Rewrite the arguments of `exec.Command("sh", "-c", ...)`; a `simple` command alone where nobody but an outsider
    chooses the value: a shell is not to see it."""
    path = finding.place.path
    parsed = workspace.parsed(path)
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    info = view.info(view.body(finding.function))
    call, offset = _call(parsed, info, finding.place)
    arguments = N.children(N.need(call, N.F_ARGUMENTS))[offset:]
    if len(arguments) != 3 or any(one.kind_id == N.VARIADIC_ARGUMENT for one in arguments):
        raise Refused("the arguments are not a shell, -c and a script")
    shell, flag, script = arguments
    if _constant(shell, info) not in _SHELLS or _constant(flag, info) != "-c":
        raise Refused("the arguments are not a POSIX shell, -c and a script")
    lines = Lines(path, parsed.data)
    made, gone = _made_before(script, info, lines)
    pieces = _pieces(made, info, parsed.data)
    words = simple_command(pieces)
    imports = (*gone, *(_without_fmt(parsed, lines, made) if made.kind_id == N.CALL_EXPRESSION else ()))
    if words is not None:
        edit = lines.replace(shell.start_byte, script.end_byte, ", ".join(words).encode())
        return Fix("Start the program without a shell", tuple(sorted((edit, *imports))), Safety.UNSAFE)
    if dict(plan.parameters).get("simple"):
        raise Refused(
            "the script is no simple command with the value as a word of it; start its programs without a shell"
        )
    edit = lines.replace(script.start_byte, script.end_byte, positional(pieces).encode())
    return Fix("Pass the values to the script as parameters", tuple(sorted((edit, *imports))), Safety.UNSAFE)


def _made_before(script: Node, info: Info, lines: Lines) -> tuple[Node, tuple[Edit, ...]]:
    """How the script is put together, also in the statement right before, which goes then."""
    value, _ = only_value(script, info) if script.kind_id == N.IDENTIFIER else (None, "")
    if value is None or value.parent is None or value.parent.parent is None:
        return script, ()
    statement = value.parent.parent
    start, end = lines.start(statement.start_byte), lines.after(statement.end_byte)
    following, behind = statement.next_named_sibling, lines.data[statement.end_byte : end].strip()
    used = statement_of(script)
    if following is None or used.id != following.id or used.kind_id == N.FOR_STATEMENT or behind:
        raise Refused("something stands between the script and the command; put them beside each other")
    return value, (Edit(lines.span(start, end), b""),)


def _without_fmt(parsed: Parsed, lines: Lines, script: Node) -> tuple[Edit, ...]:
    """The edits that take the import of fmt away with its last use. Raises `Refused` where another fix may do that."""
    name = named(parsed, "fmt")
    others = [
        node
        for declaration in parsed.declarations
        for node in walk(declaration)
        if node.kind_id == N.SELECTOR_EXPRESSION
        and N.text(N.need(node, N.F_OPERAND), parsed.data) == name
        and not inside(node, script)
    ]
    if not others:
        return unneeded(parsed, lines, "fmt")
    if all(_in_command(node, parsed.data) for node in others):
        raise Refused("the other uses of fmt are in commands, too")
    return ()


def _in_command(node: Node, data: bytes) -> bool:
    above = node.parent
    while above is not None:
        if above.kind_id == N.CALL_EXPRESSION:
            function = N.text(N.need(above, N.F_FUNCTION), data)
            if function.endswith((".Command", ".CommandContext")):
                return True
        above = above.parent
    return False


def _call(parsed: Parsed, info: Info, place: Span) -> tuple[Node, int]:
    """The call at the place, and which of its arguments is the program."""
    for call, symbol in calls_at(parsed, info, place):
        if symbol in _COMMANDS:
            return call, _COMMANDS[symbol]
    raise Refused("the command is made in another way than by exec.Command")


def _constant(node: Node, info: Info) -> str:
    operand = info.operands.get(node.id)
    return operand.value if operand is not None and isinstance(operand.value, str) else ""


def _pieces(script: Node, info: Info, data: bytes) -> list[Piece]:
    """The script taken apart at `+`, or at the `%s` of `fmt.Sprintf`."""
    if script.kind_id == N.CALL_EXPRESSION:
        return _formatted(script, info, data)
    parts: list[Node] = []
    node = script
    while node.kind_id == N.BINARY_EXPRESSION and N.text(N.need(node, N.F_OPERATOR), data) == "+":
        parts.append(N.need(node, N.F_RIGHT))
        node = N.need(node, N.F_LEFT)
    parts.append(node)
    return [_piece(one, info, data) for one in reversed(parts)]


def _piece(node: Node, info: Info, data: bytes) -> Piece:
    operand = info.operands.get(node.id)
    if operand is not None and isinstance(operand.value, str):
        return Piece(operand.value, "")
    if operand is None or operand.type != Basic("string"):
        raise Refused("a part of the script is of a type that is not known")
    code = N.text(node, data)
    if _LISTS.search(code):
        raise Refused(f"{code} may be meant to be more than one word")
    return Piece("", code)


def _formatted(call: Node, info: Info, data: bytes) -> list[Piece]:
    selection = info.selections.get(N.need(call, N.F_FUNCTION).id)
    arguments = N.children(N.need(call, N.F_ARGUMENTS))
    if selection is None or selection.symbol != "fmt.Sprintf" or not arguments:
        raise Refused("the script comes from elsewhere")
    parts = _constant(arguments[0], info).replace("%%", "\0").split("%s")
    if len(parts) != len(arguments) or any("%" in part for part in parts):
        raise Refused("the format has other verbs than %s")
    found: list[Piece] = []
    for number, part in enumerate(parts):
        found.append(Piece(part.replace("\0", "%"), ""))
        if number + 1 < len(arguments):
            found.append(_piece(arguments[number + 1], info, data))
    return found


def simple_command(pieces: list[Piece]) -> list[str] | None:
    """The words of the command as Go source, None where a shell is needed."""
    if any(not _PLAIN.fullmatch(one.text) for one in pieces):
        return None
    words: list[str] = []
    open_word = False  # whether the last word may go on
    for one in pieces:
        if one.code:
            if open_word:
                return None
            words.append(one.code)
            open_word = True
        elif one.text:
            if open_word and not one.text[0].isspace():
                return None
            words += [_quoted(word) for word in one.text.split()]
            open_word = not one.text[-1].isspace()
    first = words[0].strip('"') if words else ""
    if not words or not words[0].startswith('"') or first in _BUILTINS or "=" in first:
        return None
    return words


def positional(pieces: list[Piece]) -> str:
    """The constant script, the name of the shell, and the values, as Go source."""
    if not pieces or pieces[0].code or not pieces[0].text.split():
        raise Refused("the value is the program, or the whole script")
    script, quote = "", ""
    values: list[str] = []
    for one in pieces:
        if one.code:
            if quote == "'":
                raise Refused("a value stands in single quotes, where there are no parameters")
            if _NAME.search(script):
                raise Refused("a value goes on with the name of a variable")
            values.append(one.code)
            name = str(len(values))
            name = f"{{{name}}}" if len(values) > 9 or quote else name
            script += f"${name}" if quote else f'"${name}"'
            continue
        for mark in ("`", "<<", "\\", "#", "eval", "$(("):
            if mark in one.text:
                raise Refused(f"the script has {mark}, which may give the value another meaning")
        for char in one.text:
            if char in "'\"":
                quote = "" if quote == char else quote or char
        script += one.text
    if quote:
        raise Refused("a quotation is not closed")
    return ", ".join((_quoted(script), '"sh"', *values))


def _quoted(text: str) -> str:
    """A Go string literal."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "`" not in text and "\r" not in text:
        return f"`{text}`"
    raise Refused("the script cannot be written as a literal")
