"""`advise maps`: which maps, the counts of their uses, the style with its reasons, and a benchmark that Go builds."""

import json
from pathlib import Path

import gojudge
import pytest
from gojudge import run_go
from test_cli import golint
from test_gen import gofmt

CODE = """package p

import "sync"

type Store struct {
	mu    sync.Mutex
	items map[string]int
	names map[int]string
	fixed map[string]bool
}

func (s *Store) Get(k string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.items[k] + len(s.names)
}

func (s *Store) Put(k string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items[k] = n
	s.names[n] = k
}

func (s *Store) Known(k string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fixed[k]
}

type Hits struct{ pages map[string]int }

func (h *Hits) loop() {
	for {
		h.pages["a"]++
	}
}

func (h *Hits) Start()             { go h.loop() }
func (h *Hits) Of(page string) int { return h.pages[page] }

func local() int {
	m := map[int]int{1: 1}
	return m[1]
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A module with some maps."""
    (tmp_path / "go.mod").write_text("module example.com/m\n\ngo 1.25\n")
    (tmp_path / "p.go").write_text(CODE)
    return tmp_path


def test_advice_names_each_shared_map_and_says_why(project: Path) -> None:
    done = golint(project, "advise", "maps")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split("\n\n") == [
        "p.go:7: Store.items  map[string]int\n  1 lookup, 1 store in 2 functions\n"
        "  nothing\n    all 2 places hold mu already",
        "p.go:8: Store.names  map[int]string\n  1 store, 1 len in 2 functions\n"
        "  nothing\n    all 2 places hold mu already",
        "p.go:9: Store.fixed  map[string]bool\n  1 lookup in 1 function\n  nothing\n"
        "    nothing is stored once others may have it: it needs no lock",
        "p.go:31: Hits.pages  map[string]int (reported by check)\n  2 lookups, 1 store in 2 functions\n"
        "  a wrapper: golint-py gen safemap; golint-py fix --unsafe-fixes --strategy wrapper\n"
        "    there is no lock beside it\n"
        "    1 function looks at it and changes it: that has to be one step, as in Update",
        "4 maps\n",
    ]


def test_a_wrapper_is_not_advised_where_the_language_has_no_type_parameters(project: Path) -> None:
    (project / "go.mod").write_text("module example.com/m\n\ngo 1.17\n")
    found = {one["name"]: one for one in json.loads(golint(project, "advise", "maps", "--json").stdout)}
    assert found["Hits.pages"]["style"] == "guard"
    done = golint(project, "advise", "maps", "--bench", "Hits.pages")
    assert (done.returncode, "need go 1.18" in done.stderr) == (2, True)


def test_json_has_the_counts(project: Path) -> None:
    found = {one["name"]: one for one in json.loads(golint(project, "advise", "maps", "--json").stdout)}
    assert found["Hits.pages"]["use"]["counts"] == {"read": 2, "write": 1}
    assert (found["Hits.pages"]["style"], found["Store.items"]["use"]["lock"]) == ("wrapper", "example.com/m.Store.mu")


def test_a_benchmark_needs_the_name_of_a_map(project: Path) -> None:
    done = golint(project, "advise", "maps", "--bench", "pages")
    assert (done.returncode, "there is Store.items, Store.names" in done.stderr) == (2, True)


@pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")
def test_the_benchmark_is_go(project: Path) -> None:
    golint(project, "gen", "safemap", "--no-tests", "--backing", "sharded", "--backing", "syncmap")
    for number, name in enumerate(("Store.items", "Store.names", "Store.fixed")):
        text = golint(project, "advise", "maps", "--bench", name).stdout
        (project / "internal" / "safemap" / "bench_test.go").write_text(text)
        assert gofmt(project / "internal") == ""
        assert "stores  = 0\n" in text or number < 2
        run_go("vet", "./internal/safemap", directory=project)
    said = run_go("test", "-run=-", "-bench=.", "-benchtime=10x", "./internal/safemap", directory=project)
    assert [said.count(f"Fixed/{kind}") for kind in ("guard", "wrapper", "sharded", "syncmap")] == [1, 1, 1, 1]


def test_advice_and_check_know_the_same_of_other_packages(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module example.com/p\n\ngo 1.24\n", "utf-8")
    for name, code in {"pool": POOL, "put": PUT}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.go").write_text(code, "utf-8")
    done = golint(tmp_path, "check", "--no-cache", "--output-format", "concise")
    assert "map `params` is written" in done.stdout
    done = golint(tmp_path, "advise", "maps")
    assert "params  map[string]int (reported by check)\n  1 lookup, 1 store in 2 functions\n  a wrapper" in done.stdout


POOL = """package pool

import "sync"

type Pool struct{ wg sync.WaitGroup }

func (p *Pool) Start(f func()) {
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		f()
	}()
}
"""
PUT = """package put

import "example.com/p/pool"

func Put(parts []string, say func(int)) {
	params := map[string]int{"path": 1}
	var p pool.Pool
	for range parts {
		p.Start(func() { say(params["path"]) })
	}
	params["id"] = 2
}
"""
