"""`debug why` gives the decision about a map access and its reason."""

import shutil
from pathlib import Path

import pytest

from golint_py import debug_views
from golint_py.cli import main

CACHE = """package cache

import "sync"

type Cache struct {
	mu    sync.RWMutex
	items map[string]int
	index map[string]int
}

func New() *Cache {
	c := &Cache{items: map[string]int{}}
	c.items["a"] = 1 // new
	return c
}

func (c *Cache) Get(key string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.items[key] // guarded
}

func (c *Cache) Put(key string) {
	c.mu.Lock()
	c.items[key] = 1
	c.mu.Unlock()
	c.log()
}

func (c *Cache) log() {
	println(len(c.items)) // bare
}

func (c *Cache) Reindex() {
	c.index = map[string]int{}
	println(c.index["a"]) // replaced
}

func Each(keys []string) {
	seen := map[string]bool{}
	done := make(chan bool)
	go func() {
		for _, key := range keys {
			seen[key] = true // started
		}
		close(done)
	}()
	<-done
	println(len(seen)) // joined
}
"""


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("new", ["cache.Cache.items", "object: the object is new", "verdict    silent: the object is new"]),
        (
            "guarded",
            [
                "locks held: Cache.mu (read)",
                "expected   Cache.mu (inferred; 2 of 3 functions hold it)",
                "len in `(*Cache).log`, holding no lock",
                "verdict    silent: it holds the lock",
            ],
        ),
        (
            "bare",
            [
                "(*Cache).Put (cache.go:27)",
                "locks held: none",
                "reported as map/inconsistent-guard at cache.go:31 (medium confidence)",
                "no surer: it is only looked at, and few functions hold the lock",
            ],
        ),
        ("replaced", ["silent: nobody writes the map in place"]),
        ("joined", ["silent: the goroutine has not started yet then, or has ended (cache.go:44)"]),
        ("package", ["no map access is followed on this line", "line 13: write of c.items"]),
    ],
)
def test_why_names_locks_owner_and_reason(mark: str, expected: list[str], tmp_path: Path) -> None:
    file = tmp_path / "cache.go"
    file.write_text(CACHE, "utf-8")
    (tmp_path / "go.mod").write_text("module cache\n\ngo 1.25\n", "utf-8")
    line = next(number for number, text in enumerate(CACHE.split("\n"), 1) if mark in text)
    said = debug_views.explain(str(file), line)
    assert [part for part in expected if part not in said] == [], said


@pytest.mark.parametrize("case", ["guarded_map_escapes/getter_returns_map", "inconsistent_guard/handed_out"])
def test_a_map_that_is_handed_out_is_explained(case: str) -> None:
    file = next((Path(__file__).resolve().parent.parent / "testdata" / "rules" / "map" / case).glob("*.go"))
    line = next(number for number, text in enumerate(file.read_text("utf-8").split("\n"), 1) if "// want" in text)
    said = debug_views.explain(str(file), line)
    assert f"reported as map/{case.partition('/')[0].replace('_', '-')} at {file.name}:{line} (medium" in said, said
    assert "expected   no lock" not in said


def test_goroutines_of_packages_that_import_this_one_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is low for its own package is told by the run over those that use it."""
    data = Path(__file__).resolve().parent.parent / "testdata"
    case = "rules/map/concurrent_access/field_of_another_package"
    shutil.copytree(data / case, tmp_path / case)
    shutil.copy(data / "go.mod", tmp_path)
    assert main.entry(["debug", "why", str(tmp_path / case / "store" / "store.go") + ":11"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "(low confidence)" in next(line for line in lines if "verdict" in line)
    told = "reported as map/concurrent-access at store.go:11 (medium confidence)"
    assert lines[-1] == f"  importers  1 package that imports this one: {told}"
    assert main.entry(["debug", "why", str(tmp_path / case / "store" / "store.go") + ":8"]) == 0
    assert "no goroutine of theirs is seen in a conflict here" in capsys.readouterr().out


def test_what_another_package_does_to_a_map_is_known(tmp_path: Path) -> None:
    data = Path(__file__).resolve().parent.parent / "testdata"
    case = "rules/map/concurrent_access/changed_by_another_package"
    shutil.copytree(data / case, tmp_path / case)
    shutil.copy(data / "go.mod", tmp_path)
    file = tmp_path / case / "sensor.go"
    line = next(number for number, text in enumerate(file.read_text("utf-8").split("\n"), 1) if "// want" in text)
    said = debug_views.explain(str(file), line)
    assert "write of `s.known` in `(*Sensor).trigger`" in said
    assert f"reported as map/concurrent-access at sensor.go:{line} (high confidence)" in said


def test_the_page_shows_what_the_command_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(__file__).resolve().parent.parent
    monkeypatch.chdir(root)
    block = (root / "docs" / "why.md").read_text("utf-8").split("```text\n")[1].split("```")[0]
    command, _, printed = block.partition("\n")
    assert main.entry(command.removeprefix("$ golint-py ").split()) == 0
    assert capsys.readouterr().out == printed
