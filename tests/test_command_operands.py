"""Where `--` goes in a command line (knowledge/operands.toml), and that the programs take it there."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from golint_py.analyses.command_options import Options
from golint_py.fix.end_options import Operands, Word, operand
from golint_py.fix.refusal import Refused
from golint_py.knowledge.load import table

ROWS = table("operands", "command", Operands)


def words(line: str) -> list[Word]:
    """The words of a line; those in capitals are values."""
    return [Word(None if one.isalpha() and one.isupper() else one, one.lower()) for one in line.split()]


def ended(line: str) -> str:
    """The line with `--` in its place."""
    found = line.split()
    at = operand(found[0], words(line))
    return " ".join((*found[:at], "--", *found[at:]))


@pytest.mark.parametrize(
    "line",
    [
        "git clone -- URL",
        "git -C DIR clone --depth 1 -qb main -- URL work",
        "git --git-dir=x remote add -f -- up URL",
        "tar xf FILE -- MEMBER",
        "tar -czf out.tgz -C DIR -- NAME",
        "tar xfC in.tar dir -- NAME",
        "tar -xfin.tar -- NAME",
        "curl -sSLo out -H x:y -- URL",
        "wget -nv -O out -- URL",
        "ssh -p 22 -- HOST uptime -p",
        "docker -H x image pull -q -- NAME",
        "docker run --rm -it -v /a:/b -- IMAGE ls -l",
        "go build -o out -- PACKAGE",
        "cp -- - FILE",
    ],
)
def test_the_mark_stands_before_the_first_operand(line: str) -> None:
    assert ended(line.replace(" -- ", " ")) == line


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("git URL", "the subcommand"),
        ("git log REF", "git log is not known"),
        ("git remote update NAME", "git remote is not known"),
        ("git clone --branch NAME", "belongs to an option"),
        ("git clone -- URL", "end already"),
        ("git clone URL --bare", "--bare follows"),
        ("git clone -Z URL", "-Z of git clone"),
        ("git clone --depth=1 --odd URL", "--odd"),
        ("tar xf FILE", "belongs to an option"),
        ("ssh host COMMAND", "for another program"),
        ("docker run IMAGE COMMAND", "for another program"),
        ("git clone EXTRAARGS URL", "may be meant"),
        ("own NAME", "of own is not known"),
    ],
)
def test_other_lines_are_refused(line: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        operand(line.split()[0], words(line))


def test_the_rule_is_silent_behind_the_mark_of_every_program() -> None:
    known = table("exec", "options", Options)
    programs = {symbol.partition(" ")[0] for symbol in ROWS}
    assert [name for name in sorted(programs) if name in known and not known[name].ends] == []


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_row_says_one_thing_of_each_option(name: str) -> None:
    row = ROWS[name]
    assert not set(row.letters) & set(row.valued)
    assert not set(row.flags) & set(row.values)
    assert all(one.startswith("-") and "=" not in one for one in (*row.flags, *row.values))
    assert name.count(" ") < 3
    assert " " not in name or ROWS[name.partition(" ")[0]].subcommands


LINES = [
    "git ls-remote --heads NAME",
    "git -C . clone -q NAME copy",
    "git init -q NAME",
    "tar cf out.tar NAME",
    "tar -czf out.tgz -C . NAME",
    "cp -r NAME copy",
    "rm -rf NAME",
    "mkdir -p NAME",
    "ls -la NAME",
    "cat NAME",
    "head -n 1 NAME",
    "sort -u NAME",
    "wc -l NAME",
    "grep -c x NAME",
    "chmod -R 700 NAME",
    "touch -c NAME",
    "gzip -t NAME",
    "md5sum NAME",
    "curl -sSo out NAME",
    "file -b NAME",
    "make -s NAME",
]


@pytest.mark.parametrize("line", LINES)
def test_the_program_takes_the_mark_and_no_option_behind_it(line: str, tmp_path: Path) -> None:
    """What is said of a value is the same with the mark; one that is an option without it is an operand then."""
    found = line.split()
    if shutil.which(found[0]) is None:
        pytest.skip("not installed")
    plain, marked = ((_said(tmp_path / str(n), one, "./value")) for n, one in enumerate((line, ended(line))))
    assert plain == marked
    option, operand_ = ((_said(tmp_path / str(n), one, "--zz")) for n, one in enumerate((line, ended(line)), 2))
    assert option != operand_
    assert "option" not in operand_[1]


def _said(folder: Path, line: str, value: str) -> tuple[int, str, list[str]]:
    folder.mkdir()
    (folder / "value").write_text("x\n")
    argv = [value if one == "NAME" else one for one in line.split()]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    done = subprocess.run(argv, cwd=folder, env=environment, capture_output=True, text=True, timeout=20, check=False)
    said = (done.stdout + done.stderr) if "ls" not in argv[0] else done.stderr
    return done.returncode, said.replace(str(folder), "."), sorted(one.name for one in folder.iterdir())
