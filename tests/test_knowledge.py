"""The loader of the tables of facts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from golint_py.knowledge import load
from golint_py.knowledge.load import KnowledgeError, table, use


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


def test_a_further_file_adds_and_replaces_rows(folder: Path) -> None:
    write(folder, '[[s]]\nsymbols = ["a", "b"]\nnumber = 1\n')
    assert table("t", "s", Place)["a"].number == 1
    use((write(folder, '[[t.s]]\nsymbols = ["a", "c"]\nnumber = 2\n', "mine.toml"),))
    rows = table("t", "s", Place)
    assert (rows["a"].number, rows["b"].number, rows["c"].number) == (2, 1, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[t.s]]\nsymbols = ["b"]\n[[t.s]]\nnumber = true\n', r"t\.s\[1\]\.number: expected a number"),
        ('[[t.s]]\nsymbol = ["b"]\n', r"t\.s\[0\]\.symbol: unknown key"),
        ('[[t.s]]\nsymbols = "b"\n', r"t\.s\[0\]\.symbols: expected a list"),
        ('[[t.z]]\nsymbols = ["b"]\n', r"t\.z: there is no such section"),
        ('[[u.s]]\nsymbols = ["b"]\n', r"u: there is no such table"),
        ('[[s]]\nsymbols = ["b"]\n', r"s: there is no such table"),
        ("[t.s]\nnumber = 1\n", r"t\.s: expected an array of tables"),
    ],
)
def test_a_mistake_in_a_further_file_is_told_before_it_is_used(folder: Path, text: str, message: str) -> None:
    write(folder, '[[s]]\nsymbols = ["a"]\nnumber = 1\n')
    with pytest.raises(KnowledgeError, match=r"mine\.toml: " + message):
        use((write(folder, text, "mine.toml"),))


def test_the_shipped_tables_accept_themselves(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    shipped = Path(load.__file__).parent
    monkeypatch.setattr(load, "_FOLDER", str(shipped))
    text = (shipped / "exec.toml").read_text("utf-8").replace("[[", "[[exec.")
    use((write(folder, text, "mine.toml"),))
