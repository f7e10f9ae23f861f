"""A word `--` ends the options of a program before its first operand: no value is taken for one (RULES C.5, X4).

Which programs and subcommands take it, and how their words before that are read, is in knowledge/operands.toml.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.analyses.command_model import Sink
from golint_py.fix.lines import Lines
from golint_py.fix.only_value import only_value
from golint_py.fix.places import calls_at
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.knowledge.load import plain, table
from golint_py.syntax import nodes as N
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.model import Basic
from golint_py.types.scope import Info

_OPTIONS = re.compile(r"(?:args?|opts?|options|flags?|params|switch)$", re.IGNORECASE)
_DEPTH = 3  # words of a subcommand at most, the program included


class Operands(Struct, frozen=True):
    """How a program reads its words; see knowledge/operands.toml."""

    letters: str = ""
    valued: str = ""
    flags: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    subcommands: bool = False
    bundle: bool = False
    first: bool = False


class Word(Struct, frozen=True, eq=False):
    """A word of the command line: its constant text, None where there is none, and its source code."""

    text: str | None
    code: str


def end_options(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Put `"--"` before the first operand. Unsafe: options that somebody passes this way on purpose end to be such."""
    path = finding.place.path
    parsed = workspace.parsed(path)
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    info = view.info(view.body(finding.function))
    nodes = _words(parsed, info, _call(parsed, info, finding.place))
    words = [_word(one, info, parsed.data) for one in nodes]
    start = _program(words, plan.target)
    at = start + operand(plan.target, words[start:])
    place = nodes[at].start_byte
    edit = Lines(path, parsed.data).replace(place, place, b'"--", ')
    return Fix(f"End the options of {plan.target} with --", (edit,), Safety.UNSAFE)


def _call(parsed: Parsed, info: Info, place: Span) -> tuple[Node, int]:
    """The call at the place, and which of its arguments is the program."""
    for call, called in calls_at(parsed, info, place):
        symbol = plain(called)
        row = table("exec", "sink", Sink).get(symbol)
        if row is not None and row.program >= 0 and row.arguments == row.program + 1:
            return call, row.program - symbol.startswith("(")
    raise Refused("the words of the command are not the arguments of a call there")


def _words(parsed: Parsed, info: Info, call: tuple[Node, int]) -> list[Node]:
    """The nodes of the command line, program first; a slice that is written out in the function is taken apart."""
    found = N.children(N.need(call[0], N.F_ARGUMENTS))[call[1] :]
    if not found or found[-1].kind_id != N.VARIADIC_ARGUMENT:
        return found
    listed = N.children(found[-1])[0]
    if listed.kind_id == N.IDENTIFIER:
        listed = _only_value(listed, info)
    value = N.field(listed, N.F_BODY) if listed.kind_id == N.COMPOSITE_LITERAL else None
    elements = N.children(value) if value is not None else []
    if not elements or any(one.kind_id != N.LITERAL_ELEMENT for one in elements):
        raise Refused("the words of the command are put together elsewhere: some may be options")
    return [*found[:-1], *(N.children(one)[0] for one in elements)]


def _only_value(name: Node, info: Info) -> Node:
    value, why = only_value(name, info)
    if value is None:
        raise Refused(f"{why}: some words may be options")
    return value


def _word(node: Node, info: Info, data: bytes) -> Word:
    operand = info.operands.get(node.id)
    code = N.text(node, data)
    if operand is not None and isinstance(operand.value, str):
        return Word(operand.value, code)
    if operand is not None and operand.type is not None and operand.type != Basic("string"):
        raise Refused(f"{code} is not one word")
    return Word(None, code)


def _program(words: Sequence[Word], name: str) -> int:
    """Where the program stands, which another one may start (`sudo git ...`)."""
    found = [at for at, one in enumerate(words) if one.text is not None and _base(one.text) == name]
    if len(found) != 1:
        raise Refused(f"where the words of {name} begin is not known")
    return found[0]


def _base(text: str) -> str:
    return re.split(r"[/\\]", text)[-1].lower().removesuffix(".exe")


def operand(program: str, words: Sequence[Word]) -> int:
    """Which word (0: the program) is the first operand. Raises `Refused` where `--` cannot stand before it."""
    key, at = program, 1
    row = _row(key)
    while row.subcommands:
        at = _after_options(row, key, words, at)
        key, at = _subcommand(program, words, at)
        row = _row(key)
    at = _after_options(row, key, words, at)
    rest = words[at:]
    if not any(one.text is None for one in rest):
        raise Refused(f"the value belongs to an option of {key}")
    for one in rest:
        if one.text is not None and one.text.startswith("-") and one.text != "-" and not row.first:
            raise Refused(f"the option {one.text} follows behind the operands of {key}")
        if one.text is None and _OPTIONS.search(one.code):
            raise Refused(f"{one.code} may be meant to be an option")
    if row.first and any(one.text is None for one in rest[1:]):
        raise Refused(f"what follows {rest[0].code} is for another program than {key}")
    return at


def _row(key: str) -> Operands:
    row: Operands | None = table("operands", "command", Operands).get(key)
    if row is None:
        raise Refused(f"whether -- ends the options of {key} is not known")
    return row


def _subcommand(program: str, words: Sequence[Word], at: int) -> tuple[str, int]:
    """The subcommand with the most words, and where its own words begin."""
    rows = table("operands", "command", Operands)
    for size in range(_DEPTH - 1, 0, -1):
        texts = [one.text for one in words[at : at + size]]
        if len(texts) == size and None not in texts:
            key = " ".join((program, *(text for text in texts if text is not None)))
            if key in rows:
                return key, at + size
    if at >= len(words) or words[at].text is None:
        raise Refused(f"the value is the subcommand of {program}")
    raise Refused(f"whether -- ends the options of {program} {words[at].text} is not known")


def _after_options(row: Operands, key: str, words: Sequence[Word], at: int) -> int:
    """Where the first word stands that is no option and no value of one."""
    bundled = list(_values_of(row, words[at].text or "")) if row.bundle and _is_bundle(row, words, at) else None
    if bundled is not None:
        at += 1 + len(bundled)
    while at < len(words):
        text = words[at].text
        if text is None or not text.startswith("-") or text == "-":
            return at
        if text == "--":
            raise Refused(f"the options of {key} end already")
        at += 1 + _takes_next(row, key, text)
    raise Refused(f"the value belongs to an option of {key}")


def _is_bundle(row: Operands, words: Sequence[Word], at: int) -> bool:
    """Whether the word is a bundle of letters without a dash (`tar xf`)."""
    text = words[at].text if at < len(words) else None
    return text is not None and bool(text) and all(one in row.letters + row.valued for one in text)


def _values_of(row: Operands, text: str) -> Iterator[str]:
    """The letters of a bundle that take a word each."""
    return (one for one in text if one in row.valued)


def _takes_next(row: Operands, key: str, text: str) -> bool:
    """Whether the value of an option is the next word. Raises `Refused` for one that is not known."""
    if text in row.values:
        return True
    if text in row.flags or (text.startswith("--") and "=" in text):
        return False
    if not text.startswith("--"):
        for position, letter in enumerate(text[1:], 1):
            if letter in row.valued:
                return position + 1 == len(text)
            if letter not in row.letters:
                break
        else:
            return False
        if "=" in text and text.partition("=")[0] in (*row.flags, *row.values):
            return False
    raise Refused(f"whether the option {text} of {key} takes the next word is not known")
