"""Words of command lines that may be taken for options; see knowledge/exec.toml."""

from msgspec import Struct

from golint_py.analyses.command_model import Use
from golint_py.knowledge.load import table

_WITHOUT_OPTIONS = frozenset({"true", "false", "echo", "printf", "test", "[", "yes", "sleep"})


class Options(Struct, frozen=True):
    """A program whose options do harm; see knowledge/exec.toml."""

    danger: str
    ends: bool = False
    values: tuple[str, ...] = ()


class Subcommand(Struct, frozen=True):
    """What the options of a subcommand do, where that is not what those of its program do; see knowledge/exec.toml."""

    danger: str


def program_of(use: Use) -> str:
    """The program that the word is an argument of."""
    return use.via.rpartition(" ")[2]


def danger_of(use: Use) -> str:
    """What options of the program can do that the word is an argument of, "" for nothing that is known."""
    row = _options_of(use)
    if row is None:
        return ""
    known = table("exec", "subcommand", Subcommand).get(f"{program_of(use)} {_subcommand(use, row)}")
    return known.danger if known is not None else row.danger


def _options_of(use: Use) -> Options | None:
    return table("exec", "options", Options).get(program_of(use))


def _subcommand(use: Use, row: Options) -> str:
    """The first word that is no option and no option's value, "" where that is not constant."""
    before = ""
    for token in use.line[1:-1]:
        text = token.text if token.strings is not None and len(token.strings) == 1 else None
        if text is None:
            return ""
        if not text.startswith("-") and before not in row.values:
            return text
        before = text
    return ""


def may_be_option(use: Use) -> bool:
    """Whether the word stands where the program looks for options, and may start with a dash.

    For programs about whose options nothing is known only the first word that is not constant counts.
    """
    program = program_of(use)
    if use.role != "argument" or not program or program.startswith("-") or program in _WITHOUT_OPTIONS:
        return False
    if use.tail:
        return True
    row, before = _options_of(use), use.line[:-1]
    if not use.line or use.line[-1].prefix:
        return False
    if any(token.text == "--" for token in before) and (row is None or row.ends):
        return False
    if row is None:
        return all(token.strings is not None for token in before[1:])
    return not before or before[-1].text not in row.values
