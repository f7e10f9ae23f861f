"""Changed files judged by the Go toolchain, without being written."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import gojudge
import pytest
from test_cli import STORE, golint

from golint_py.prove.toolchain import GoMissing, prover

pytestmark = pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")

TREE = Path(__file__).parent.parent

TEST = """package store

import "testing"

func TestPut(t *testing.T) {
	s := &Store{items: map[string]int{}}
	s.Put("a")
	if s.Get("a") != 1 {
		t.Fatal("lost")
	}
}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module with one bug that can be fixed, and the go command on the search path."""
    go = gojudge.go_command()
    assert go is not None
    monkeypatch.setenv("PATH", f"{go.parent}:/usr/bin:/bin")
    for name, value in {"GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod", "GOPROXY": "off"}.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "go.mod").write_text("module example.com/m\n\ngo 1.22\n")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "s.go").write_text(STORE)
    (tmp_path / "store" / "s_test.go").write_text(TEST)
    return tmp_path


@pytest.mark.parametrize("level", ["build", "test"])
def test_a_fix_that_holds_is_made(project: Path, level: str) -> None:
    done = golint(project, "fix", "--verify", level)
    assert done.stdout == "Fixed 1 finding in 1 file.\n"


def test_what_does_not_compile_or_fails_its_test_is_told(project: Path) -> None:
    build, test = prover("build", str(project)), prover("test", str(project))
    good = STORE.encode()
    assert build({"store/s.go": good}) == ""
    assert test({"store/s.go": good}) == ""
    said = build({"store/s.go": good.replace(b"s.items[k] = 1", b"s.items[k] = nobody")})
    assert said.startswith("go build says: ")
    assert "undefined: nobody" in said
    vetted = build({"store/s.go": good.replace(b"s.items[k] = 1", b"s.items[k] = 1\n\tx := *s\n\t_ = x")})
    assert vetted.startswith("go vet says: ")
    assert test({"store/s.go": good.replace(b"= 1", b"= 2")}).startswith("go test says: ")
    assert (project / "store" / "s.go").read_text() == STORE


def test_what_failed_before_is_no_reason_against_a_fix(project: Path) -> None:
    (project / "store" / "broken.go").write_text("package store\n\nvar x int = nobody\n")
    assert golint(project, "fix", "--verify", "build").stdout == "Fixed 1 finding in 1 file.\n"


def test_what_vet_said_of_the_changed_file_before_is_no_reason_against_a_fix(project: Path) -> None:
    text = STORE.replace('import "sync"', 'import (\n\t"fmt"\n\t"sync"\n)') + 'func Show() { fmt.Printf("%d", "a") }\n'
    (project / "store" / "s.go").write_text(text)
    for _ in range(2):  # vet keeps what it has said, with the name of the file that stood for this one
        assert prover("build", str(project))({"store/s.go": (text + "// more\n").encode()}) == ""
    assert golint(project, "fix", "--verify", "build").stdout == "Fixed 1 finding in 1 file.\n"
    assert "wrong type" in prover("build", str(project))({"store/s.go": text.replace('"%d"', '"%f"').encode()})


def test_without_a_go_command_verify_is_a_mistake(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    with pytest.raises(GoMissing):
        prover("build", str(project))
    done = golint(project, "fix", "--verify", "race")
    assert done.returncode == 2
    assert "there is no go command" in done.stderr


SLOW = """#!/bin/sh
echo $$ > "$GOTMPDIR/work"
echo $$ > %s
exec sleep 60
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_run_that_is_ended_leaves_no_file_and_no_go_command(project: Path, number: int, code: int) -> None:
    tools, temporary, told = project / "tools", project / "temporary", project / "told"
    tools.mkdir()
    temporary.mkdir()
    (tools / "go").write_text(SLOW % told)
    (tools / "go").chmod(0o755)
    environment = os.environ | {"PATH": f"{tools}:/usr/bin:/bin", "TMPDIR": str(temporary)}
    line = (sys.executable, "-P", "-m", "golint_py", "fix", "--no-cache", "--verify", "build", "--jobs", "1")
    run = subprocess.Popen(
        line,
        cwd=project,
        env=environment | {"PYTHONPATH": str(TREE)},
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # who runs in the background ignores interrupts
    )
    for _ in range(600):
        if told.exists() and told.read_text():
            break
        time.sleep(0.1)
    go = int(told.read_text())
    run.send_signal(number)
    run.communicate(timeout=30)
    assert run.returncode == code
    assert list(temporary.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(go, 0)
    assert (project / "store" / "s.go").read_text() == STORE


RACES = """package cache

import "sync"

type Cache struct {
	mu    sync.Mutex
	items map[string]int
}

var total int

func (c *Cache) Put(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items[k] = 1
}

func (c *Cache) Drop(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.items, k)
}

func (c *Cache) Get(k string) int {
	return c.items[k]
}

func (c *Cache) Note() { total++ }
"""

RACING = """package cache

import (
	"sync"
	"testing"
)

func several(work func(*Cache)) {
	c := &Cache{items: map[string]int{}}
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			work(c)
		}()
	}
	wg.Wait()
}

func TestItems(t *testing.T) {
	several(func(c *Cache) {
		for i := 0; i < 1000; i++ {
			c.Put("a")
			c.Get("a")
		}
	})
}

func TestTotal(t *testing.T) { several((*Cache).Note) }
"""


@pytest.fixture
def racing(project: Path) -> Path:
    """A package with two races, one of which ends the whole run of its tests now and then; a fix ends that one."""
    (project / "store" / "s.go").write_text(RACES)
    (project / "store" / "s_test.go").write_text(RACING)
    return project


def test_a_fix_that_ends_a_race_is_kept_beside_another_race(racing: Path) -> None:
    done = golint(racing, "fix", "--unsafe-fixes", "--verify", "race")
    assert done.stdout == "Fixed 1 finding in 1 file.\n"
    fixed = (racing / "store" / "s.go").read_bytes()
    (racing / "store" / "s.go").write_bytes(fixed)
    raced = fixed.replace(b"\tdefer c.mu.Unlock()\n\treturn", b"\tc.mu.Unlock()\n\treturn")
    assert raced != fixed
    assert prover("race", str(racing))({"store/s.go": raced}).startswith("go test says: ")


def test_a_test_that_another_one_hid_by_a_panic_is_no_reason_against_a_fix(project: Path) -> None:
    hidden = TEST + '\nfunc TestZ(t *testing.T) { t.Fatal("always") }\n'
    (project / "store" / "s_test.go").write_text(hidden)
    (project / "store" / "s.go").write_text(STORE.replace("s.items[k] = 1", 's.items[k] = 1\n\tpanic("always")'))
    prove = prover("test", str(project))
    assert prove({"store/s.go": STORE.encode()}) == ""
