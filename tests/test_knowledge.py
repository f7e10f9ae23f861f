"""The loader of the tables of facts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from golint_py.knowledge import load
from golint_py.knowledge.custom import read
from golint_py.knowledge.load import Entries, KnowledgeError, table, use


class Place(Struct, frozen=True):
    """A row of the tests."""

    number: int = 0
    names: tuple[str, ...] = ()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(load, "_FOLDER", tmp_path)
    table.cache_clear()
    yield tmp_path
    use(())
    table.cache_clear()


def write(folder: Path, text: str, name: str = "t.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_found_by_each_of_their_symbols(folder: Path) -> None:
    write(folder, '[[s]]\nsymbols = ["a.F", "b.F"]\nnumber = 3\nnames = ["x"]\n')
    assert table("t", "s", Place)["a.F"] == Place(3, ("x",)) == table("t", "s", Place)["b.F"]
    assert "c.F" not in table("t", "s", Place)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[s]]\nsymbols = ["a"]\n[[s]]\nsymbols = ["a"]\n', r"t\.toml: s\[1\]\.symbols: a stands twice"),
        ('[[s]]\nsymbols = ["a"]\nnumber = "x"\n', r"t\.toml: s\[0\]\.number: Expected `int`, got `str`"),
        ('[[s]]\nsymbols = ["a"]\nnames = ["x", 1]\n', r"t\.toml: s\[0\]\.names\[\.\.\.\]: Expected `str`|names\[1\]"),
        ('[[s]]\nsymbols = ["a"]\nnumer = 1\n', r"t\.toml: s\[0\]\.numer: unknown key"),
        ("[[s]]\nnumber = 1\n", r"t\.toml: s\[0\]\.symbols: expected a list of symbols"),
        ("[s]\nnumber = 1\n", r"t\.toml: s: expected an array of tables"),
        ("[[other]]\nsymbols = ['a']\n", r"t\.toml: no section s"),
        ("[[s]\n", r"t\.toml: .*line 1"),
    ],
)
def test_an_error_names_file_and_key(folder: Path, text: str, message: str) -> None:
    write(folder, text)
    with pytest.raises(KnowledgeError, match=message):
        table("t", "s", Place)


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"t\.toml: No such file"):
        table("t", "s", Place)


def test_further_entries_add_and_replace_rows(folder: Path) -> None:
    write(folder, '[[s]]\nsymbols = ["a", "b"]\nnumber = 1\n')
    assert table("t", "s", Place)["a"].number == 1
    use((Entries("mine.toml", "t", "s", ({"symbols": ["a", "c"], "number": 2},)),))
    rows = table("t", "s", Place)
    assert (rows["a"].number, rows["b"].number, rows["c"].number) == (2, 1, 2)


SINK = '[[sinks]]\nsymbol = "example.com/m/run.Shell"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f"{SINK}script = 0\n" * 3 + '[[sinks]]\nsymbol = "run Shell"\nscript = 0\n',
            r"sinks\[3\]\.symbol: run Shell is no",
        ),
        ("[[sinks]]\nsymbol = 3\nscript = 0\n", r"sinks\[0\]\.symbol: expected `str \| array`, got `int`"),
        ("[[sinks]]\nsymbol = []\nscript = 0\n", r"sinks\[0\]\.symbol: expected at least one symbol"),
        ("[[sinks]]\nscript = 0\n", r"sinks\[0\]\.symbol: missing"),
        (f"{SINK}scripts = 0\n", r"sinks\[0\]\.scripts: unknown key; did you mean script\?"),
        (f"{SINK}script = -1\n", r"sinks\[0\]\.script: expected `int` >= 0"),
        (SINK, r"sinks\[0\]: needs program or script"),
        (f"{SINK}script = 0\nvector = 1\n", r"sinks\[0\]\.vector: goes with program"),
        (f"{SINK}program = 0\narguments = 1\nvector = 1\n", r"sinks\[0\]\.vector: does not go with arguments"),
        (
            '[[sources]]\nsymbol = "a.F"\nwhat = "x"\ntrust = "high"\n',
            r"sources\[0\]\.trust: invalid enum value 'high'",
        ),
        (
            '[[sanitizers]]\nsymbol = "a.F"\nvalid = ["shell"]\n',
            r"sanitizers\[0\]\.valid\[.+\]: invalid enum value 'shell'",
        ),
        ('[[propagators]]\nsymbol = "a.F"\nfrom = 0\n', r"propagators\[0\]\.from: expected `array"),
        ("[sinks]\nscript = 0\n", r"sinks: expected an array of tables"),
        ("sinks = [1]\n", r"sinks\[0\]: expected a table"),
        ('[[sink]]\nsymbol = "a.F"\n', r"unknown key sink; did you mean sinks\?"),
        ("[[sinks]\n", r".*line 1"),
    ],
)
def test_a_mistake_in_a_project_s_facts_names_file_and_key(folder: Path, text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=r"mine\.toml: " + message):
        read((str(write(folder, text, "mine.toml")),))


def test_a_project_s_facts_become_rows_of_the_shipped_tables(folder: Path) -> None:
    text = """
[[sources]]
symbol = ["(*example.com/m/v2/queue.Client).Receive", "(example.com/m/queue.Reader).Next"]
trust = "remote"
what = "the queue"

[[sinks]]
symbol = "example.com/m/run.Shell"
script = 1

[[propagators]]
symbol = "example.com/m/text.Pad"
from = [0]

[[sanitizers]]
symbol = "example.com/m/text.Word"
valid = ["script"]
"""
    custom = read((str(write(folder, text, "mine.toml")),))
    assert [(one.table, one.section, one.rows[0]["symbols"][0]) for one in custom.entries] == [
        ("taint", "source", "(*example.com/m/queue.Client).Receive"),
        ("exec", "sink", "example.com/m/run.Shell"),
        ("taint", "propagator", "example.com/m/text.Pad"),
        ("taint", "sanitizer", "example.com/m/text.Word"),
    ]
    assert custom.sinks == ("Shell",)


def test_the_documented_example_is_valid(folder: Path) -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "configuration.md").read_text("utf-8")
    (example,) = (block for block in page.split("```toml\n")[1:] if "[[sinks]]" in block)
    custom = read((str(write(folder, example.partition("```")[0], "mine.toml")),))
    assert {one.section for one in custom.entries} == {"source", "sink", "propagator", "sanitizer"}
