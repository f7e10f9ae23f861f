"""What each word of one command line is: the program, a script behind a shell's `-c`, other code, or an argument.

Programs and their options are in knowledge/exec.toml.
"""

import re
from collections.abc import Iterator

from golint_py.analyses.command_model import Interpreter, Reader, Token, Use, Wrapper
from golint_py.analyses.constants import Word, known_strings, strings
from golint_py.analyses.taint_memory import place
from golint_py.ir.ops import Binary, Call, Const, Convert, Op
from golint_py.knowledge.load import table

MAX_WRAPPERS = 8
_SHELL_NAME = re.compile(r"(?i)shell|bash|zsh|^sh$|comspec")
_C_FLAG = re.compile(r"-[a-bd-z]*c[a-z]*\Z|/[cCkK]\Z")
_VERSION = re.compile(r"(?<=[a-z])\d[\d.]*[a-z]?\Z")
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")


def token(reader: Reader, word: Word) -> Token:
    """A word with what is known of its text."""
    unit, query = reader.unit, reader.query
    whole = None if word.many else strings(unit, query, word.function, word.value, word.path)
    some = whole
    if not some:
        some = frozenset() if word.many else known_strings(unit, query, word.function, word.value, word.path)
    return Token(word, whole or None, some, "" if word.many or word.path else prefix(reader, word))


def prefix(reader: Reader, word: Word) -> str:
    """The constant text that a string starts with."""
    body, value = reader.memory(word.function).bodies[word.function], word.value
    for _ in range(64):
        match body.definition[value]:
            case Const(value=str() as text):
                return text
            case Binary(operator="+") as op:
                value = op.left
            case Convert() as op:
                value = op.operand
            case Call() as op if op.callee.symbol == "fmt.Sprintf" and op.args:
                head = body.definition[op.args[0]]
                return head.value.partition("%")[0] if type(head) is Const and isinstance(head.value, str) else ""
            case _:
                return ""
    return ""


def name_of(token: Token) -> str:
    """The program's name without folder and `.exe`, an interpreter's without its version."""
    if token.text is None:
        return ""
    found = [re.split(r"[/\\]", text)[-1].lower().removesuffix(".exe") for text in sorted(token.some)]
    rows = table("exec", "interpreter", Interpreter)
    plain = [name if name in rows else _VERSION.sub("", name) for name in found]
    return next((name for name in plain if name in rows), found[0])


def roles(reader: Reader, tokens: list[Token]) -> Iterator[Use]:
    """What each word of a command line is."""
    if not tokens:
        return
    yield Use("program", tokens[0].word, "")
    start, via = 0, ""
    for _ in range(MAX_WRAPPERS):
        name = name_of(tokens[start])
        interpreter = table("exec", "interpreter", Interpreter).get(name)
        if interpreter is None and _is_shell_variable(reader, tokens, start):
            name, interpreter = "a shell", table("exec", "interpreter", Interpreter)["sh"]
        if interpreter is not None:
            yield from _code(tokens, start, via + name, interpreter)
            return
        wrapper = table("exec", "wrapper", Wrapper).get(name) if tokens[start].strings is not None else None
        operands: list[int] = []
        command = _unwrap(tokens, start, wrapper, operands) if wrapper is not None else None
        if command is None or wrapper is None:
            yield from _arguments(tokens, start, start + 1, via + name)
            return
        for number in operands:
            yield Use("argument", tokens[number].word, via + name, False, tuple(tokens[start : number + 1]))
        via += name + " "
        if wrapper.shell:
            for token in tokens[command:]:
                yield Use("script", token.word, via.strip())
            return
        start = command
        yield Use("program", tokens[start].word, via.strip())


def _arguments(tokens: list[Token], program: int, start: int, via: str) -> Iterator[Use]:
    """The words from `start` on as arguments of the program at `program`."""
    for number in range(start, len(tokens)):
        yield Use("argument", tokens[number].word, via, False, tuple(tokens[program : number + 1]))


def _is_shell_variable(reader: Reader, tokens: list[Token], start: int) -> bool:
    """Whether a program that is not a constant looks like the user's shell: its name, and `-c` after it."""
    token = tokens[start]
    if token.some or start + 2 >= len(tokens) or _C_FLAG.match(tokens[start + 1].text or "") is None:
        return False
    body = reader.memory(token.word.function).bodies[token.word.function]
    names = [body.function.names.get(token.word.value, "")]
    root, steps = place(reader.memory(token.word.function), token.word.function, token.word.value)
    names += [step.rpartition(".")[2] for step in steps]
    if root[1] >= 0:
        owner = reader.memory(root[0]).bodies[root[0]]
        names += [owner.function.names.get(root[1], ""), *_argument_texts(owner.definition, owner.definition[root[1]])]
    return any(_SHELL_NAME.search(name) for name in names if name)


def _argument_texts(definition: tuple[Op | None, ...], op: Op | None) -> list[str]:
    """The constant arguments of a call such as `os.Getenv("SHELL")`."""
    if type(op) is not Call:
        return []
    made = [definition[value] for value in op.args]
    return [one.value for one in made if type(one) is Const and isinstance(one.value, str)]


def _code(tokens: list[Token], start: int, via: str, row: Interpreter) -> Iterator[Use]:
    """The words that an interpreter reads as code."""
    role = "script" if row.shell else "code"
    number, flagged, shown = start + 1, "", via
    while number < len(tokens):
        token = tokens[number]
        if token.word.many:
            yield Use(role, token.word, shown, row.weak)
            return
        text = token.text if token.strings is not None or token.some else token.prefix
        is_option = bool(text) and (text or "")[:1] in "-+/" and not _is_operand(text or "", row)
        if is_option and not (flagged and not row.cluster):
            if text in row.stops:
                break
            if _takes_code(text or "", row):
                flagged, shown = text or "", f"{via} {text}"
            number += 2 if text in row.values else 1
            continue
        if flagged or row.first:
            last = len(tokens) if row.rest else number + 1
            for one in tokens[number:last]:
                yield Use(role, one.word, shown, row.weak)
            number = last
        break
    yield from _arguments(tokens, start, number, shown)


def _is_operand(text: str, row: Interpreter) -> bool:
    """A word that starts with a slash is an option of some programs, a path for the others."""
    return text.startswith("/") and text not in row.flags


def _takes_code(text: str, row: Interpreter) -> bool:
    if row.cluster and not text.startswith("--") and text.startswith("-") and "c" in text[1:]:
        return True
    return text in row.flags


def _unwrap(tokens: list[Token], start: int, row: Wrapper, operands: list[int]) -> int | None:
    """The number of the word where the wrapped command starts; those of the words before it that are no options are
    added to `operands`."""
    number = start + 1
    missing = row.operands
    subcommands = set(row.subcommands)
    while number < len(tokens):
        token = tokens[number]
        text = token.text or token.prefix
        if row.after or row.flags:
            marks = {row.after, *row.flags} - {""}
            number += 1
            if text in marks:
                return number if number < len(tokens) else None
        elif text == "--":
            number += 1
        elif text.startswith("-"):
            number += 2 if text in row.values else 1
        elif subcommands:
            if text not in subcommands:
                return None
            subcommands = set()
            number += 1
        elif row.assignments and _ASSIGNMENT.match(text):
            number += 1
        elif missing and not token.word.many:
            missing -= 1
            operands.append(number)
            number += 1
        else:
            return number
    return None
