"""Scripts with parameters do what the assembled ones did, for values that are one word."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golint_py.fix.refusal import Refused
from golint_py.fix.shell import Piece, positional, simple_command

SH = shutil.which("sh")


def output(*arguments: str) -> str:
    assert SH is not None
    done = subprocess.run([SH, "-c", *arguments], capture_output=True, text=True, check=False, timeout=10)
    return done.stdout


def arguments_of(source: str, values: dict[str, str]) -> list[str]:
    """The Go arguments as strings; `values` are those of the variables."""
    found = []
    for literal, raw, name in re.findall(r'"([^"]*)"|`([^`]*)`|(\w+)', source):
        found.append(values[name] if name else literal or raw)
    return found


@pytest.mark.skipif(SH is None, reason="there is no sh")
@pytest.mark.parametrize(
    "parts",
    [
        ["echo ", "x", " > /dev/stdout"],
        ['echo "hello ', "x", '" | cat'],
        ["printf '%s-%s\\n' ".replace("\\n", "."), "x", " ", "y", "; echo"],
        ["for i in a ", "x", '; do echo "$i ', "y", '"; done'],
        ["cd ", "x", " && pwd"],
        ["echo ", "x", ".tar ", "x"],
    ],
)
@pytest.mark.parametrize("value", ["abc", "/tmp", "a-b_c.d", "1"])
def test_a_script_with_parameters_prints_the_same(parts: list[str], value: str) -> None:
    values = {"x": value, "y": "why"}
    pieces = [Piece("", part) if part in values else Piece(part, "") for part in parts]
    before = output("".join(values.get(part, part) for part in parts))
    assert output(*arguments_of(positional(pieces), values)) == before


@settings(deadline=None)
@given(st.text(alphabet="ab$`;|&<>'\"\\ *?#(){}~!\n", min_size=1, max_size=8))
def test_a_value_is_one_word_whatever_it_is(value: str) -> None:
    if SH is None:
        pytest.skip("there is no sh")
    pieces = [Piece("printf %s ", ""), Piece("", "x"), Piece(" | cat", "")]
    assert output(*arguments_of(positional(pieces), {"x": value})) == value


def test_words_of_a_simple_command() -> None:
    assert simple_command([Piece("tar xf ", ""), Piece("", "p")]) == ['"tar"', '"xf"', "p"]
    assert simple_command([Piece("tar xf ", ""), Piece("", "p"), Piece(" -v", "")]) == ['"tar"', '"xf"', "p", '"-v"']
    for pieces in (
        [Piece("tar xf", ""), Piece("", "p")],
        [Piece("ls ", ""), Piece("", "p"), Piece(".go", "")],
        [Piece("ls ", ""), Piece("", "p"), Piece("", "q")],
        [Piece("ls ", ""), Piece("", "p"), Piece(" | wc", "")],
        [Piece("cd ", ""), Piece("", "p")],
        [Piece("A=1 ls ", ""), Piece("", "p")],
        [Piece("", "p"), Piece(" -v", "")],
    ):
        assert simple_command(pieces) is None


@pytest.mark.parametrize(
    "text", ["echo '", "cat <<E ", "echo `date` ", "echo # ", "echo \\", "eval ", 'echo "', "echo $i"]
)
def test_scripts_in_which_a_parameter_means_something_else_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        positional([Piece(text, ""), Piece("", "p")])
