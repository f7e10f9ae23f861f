"""Data followed by the project's own facts and from package to package: whole runs over small modules."""

from pathlib import Path

import msgspec
import pytest

from golint_py import driver
from golint_py.cli.commands import run
from golint_py.config import ConfigError, Options
from golint_py.text.finding import Confidence, Finding
from golint_py.text.span import Span

FILLERS = 45  # files, so that a run with several jobs starts processes


def module(folder: Path, files: dict[str, str], fillers: int = 0) -> Path:
    """A module `m` with these files."""
    (folder / "go.mod").write_text("module example.com/m\n\ngo 1.25\n")
    for number in range(fillers):
        files = files | {f"filler{number}/a.go": f"package filler{number}\n"}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def findings(
    folder: Path, *select: str, jobs: int = 1, knowledge: str = "", paths: tuple[str, ...] = ("",)
) -> list[Finding[Span]]:
    """What the rules say about the module."""
    facts = (str(folder / knowledge),) if knowledge else ()
    options = Options(str(folder), paths, select=select, jobs=jobs, knowledge=facts, min_confidence=Confidence.LOW)
    report = driver.check(options).report
    assert report.failures == 0
    return list(report.findings)


def said(folder: Path, *select: str, jobs: int = 1, knowledge: str = "", paths: tuple[str, ...] = ("",)) -> list[str]:
    """The findings in words: file:line, rule, message."""
    lines = []
    for one in findings(folder, *select, jobs=jobs, knowledge=knowledge, paths=paths):
        line = (folder / one.place.path).read_bytes().count(b"\n", 0, one.place.start) + 1
        lines.append(f"{one.place.path}:{line} {one.rule} {one.severity.name.lower()}: {one.message}")
    return lines


OWN_FACTS = """
[[sources]]
symbol = "example.com/other/queue.Receive"
trust = "remote"
what = "the queue"

[[sources]]
symbol = "example.com/other/queue.Decode"
trust = "stored"
what = "the store"
writes = 1

[[sinks]]
symbol = "(*example.com/other/run.Host).Script"
script = 1

[[propagators]]
symbol = "example.com/other/text.Pad"
from = [1]

[[sanitizers]]
symbol = "example.com/other/text.Word"
valid = ["script"]
"""

OWN_FUNCTIONS = """package a

import (
	"example.com/other/queue"
	"example.com/other/run"
	"example.com/other/text"
)

func f(host *run.Host) {
	host.Script(queue.Receive())
	host.Script(text.Pad(1, "ls "+queue.Receive()))
	host.Script(text.Pad(queue.Receive(), "ls"))
	host.Script("ls " + text.Word(queue.Receive()))
	var name string
	queue.Decode(nil, &name)
	host.Script(name)
}
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_project_s_own_facts_count(tmp_path: Path, jobs: int) -> None:
    module(tmp_path, {"a/a.go": OWN_FUNCTIONS, "facts.toml": OWN_FACTS}, FILLERS if jobs > 1 else 0)
    assert said(tmp_path, "exec", jobs=jobs) == []
    end = "reaches the shell script of `(*run.Host).Script`"
    queue = f"exec/tainted-command error: data of the queue (`queue.Receive`) {end}"
    store = f"exec/tainted-command warning: data of the store (`queue.Decode`) {end}"
    expected = [f"a/a.go:10 {queue}", f"a/a.go:11 {queue}", f"a/a.go:16 {store}"]
    assert said(tmp_path, "exec", jobs=jobs, knowledge="facts.toml") == expected
    assert said(tmp_path, "exec", jobs=jobs) == []


def test_the_configuration_names_files_of_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module(tmp_path, {"a/a.go": OWN_FUNCTIONS, "facts.toml": OWN_FACTS})
    (tmp_path / "golint-py.toml").write_text('knowledge = ["facts.toml"]\nselect = ["exec"]\n')
    assert run(["check", "--output-format", "concise", str(tmp_path)]) == 1
    assert capsys.readouterr().out.count("exec/tainted-command") == 3
    (tmp_path / "facts.toml").write_text('[[sinks]]\nsymbol = "no"\nscript = 0\n')
    assert run(["check", str(tmp_path)]) == 2
    assert "facts.toml: sinks[0].symbol: no is no path.Function" in capsys.readouterr().err
    (tmp_path / "golint-py.toml").write_text('knowledge = ["../facts.toml"]\n')
    assert run(["check", str(tmp_path)]) == 2
    assert "leads out of" in capsys.readouterr().err


def test_a_mistake_in_the_facts_is_the_user_s(tmp_path: Path) -> None:
    module(tmp_path, {"a/a.go": "package a\n", "facts.toml": "[[sinks]]\n"})
    with pytest.raises(ConfigError, match=r"facts\.toml: sinks\[0\]\.symbol: missing"):
        findings(tmp_path, "exec", knowledge="facts.toml")


def test_facts_survive_the_way_to_workers() -> None:
    options = Options("/r", ("",), knowledge=("/r/facts.toml",))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(options), type=Options) == options


RUN = """package run

import "os/exec"

func Shell(script string) error { return exec.Command("sh", "-c", script).Run() }

func Program(name string, args ...string) error { return exec.Command(name, args...).Run() }

func Clone(url string) error { return exec.Command("git", "clone", url).Run() }

func Safely(url string) error { return exec.Command("git", "clone", "--", url).Run() }

type Host struct{ Name string }

func (h *Host) Ping() error { return exec.Command("sh", "-c", "ping "+h.Name).Run() }

func twice(script string) error { return Shell(script + ";" + script) }

func Twice(script string) error { return twice(script) }
"""

MIDDLE = """package middle

import "example.com/m/run"

func List(name string) error { return run.Shell("ls " + name) }
"""

INPUT = """package input

import "net/http"

func Name(r *http.Request) string { return r.FormValue("name") }

func Command(name string) string { return "ls " + name }

func Fixed() string { return "ls" }
"""

HANDLER = """package web

import (
	"net/http"

	"example.com/m/input"
	"example.com/m/middle"
	"example.com/m/run"
)

func handle(w http.ResponseWriter, r *http.Request) {
	name := input.Name(r)
	run.Shell(name)
	run.Program(name)
	run.Program("ls", "-l", name)
	run.Program("sh", "-c", name)
	run.Clone(name)
	run.Safely(name)
	host := &run.Host{Name: name}
	host.Ping()
	run.Twice(name)
	middle.List(name)
	run.Shell("ls")
	middle.List("a")
}
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_data_is_followed_from_package_to_package(tmp_path: Path, jobs: int) -> None:
    files = {"run/run.go": RUN, "middle/middle.go": MIDDLE, "input/input.go": INPUT, "web/web.go": HANDLER}
    module(tmp_path, files, FILLERS if jobs > 1 else 0)
    request = "data of the HTTP request (`(*http.Request).FormValue`)"
    script = f"exec/tainted-command error: {request} reaches the shell script of"
    git = "stands where `git` accepts options: --upload-pack and -c core.sshCommand run programs"
    ls = "stands where `ls` accepts options: a value starting with `-` changes the command"
    assert said(tmp_path, "exec", jobs=jobs) == [
        "run/run.go:7 exec/tainted-command note: any caller chooses the program that `exec.Command` starts: it is the "
        "parameter `name`",
        f"web/web.go:13 {script} `sh -c`",
        f"web/web.go:14 exec/tainted-command error: {request} reaches the program name of `run.Program`",
        f"web/web.go:15 exec/argument-injection warning: {request} {ls}",
        f"web/web.go:16 {script} `sh -c`",
        f"web/web.go:17 exec/argument-injection error: {request} {git}",
        f"web/web.go:20 {script} `sh -c`",
        f"web/web.go:21 {script} `sh -c`",
        f"web/web.go:22 {script} `sh -c`",
    ]


def test_a_flow_through_packages_shows_every_hop(tmp_path: Path) -> None:
    module(tmp_path, {"run/run.go": RUN, "middle/middle.go": MIDDLE, "input/input.go": INPUT, "web/web.go": HANDLER})
    found = findings(tmp_path, "exec")
    last = next(one for one in reversed(found) if one.place.path == "web/web.go")
    assert [(step.place.path, step.message) for step in last.threads[0].steps] == [
        ("web/web.go", "`input.Name` returns it"),
        ("web/web.go", "is passed to `middle.List`"),
        ("middle/middle.go", "the parameter `name` of `middle.List` is used"),
        ("middle/middle.go", "is joined with other text"),
        ("middle/middle.go", "is passed to `run.Shell`"),
        ("run/run.go", "the parameter `script` of `run.Shell` is used"),
        ("run/run.go", "reaches `exec.Command` as shell script"),
    ]


def test_a_package_out_of_the_paths_is_out_of_sight(tmp_path: Path) -> None:
    module(tmp_path, {"run/run.go": RUN, "middle/middle.go": MIDDLE, "input/input.go": INPUT, "web/web.go": HANDLER})
    assert said(tmp_path, "exec", paths=("web",)) == []


def test_further_configurations_follow_data_too(tmp_path: Path) -> None:
    windows = "//go:build windows\n\n" + HANDLER.replace("func handle", "func serve")
    module(tmp_path, {"run/run.go": RUN, "middle/middle.go": MIDDLE, "input/input.go": INPUT, "web/web.go": windows})
    assert sum("web/web.go" in line for line in said(tmp_path, "exec")) == 8


@pytest.mark.parametrize(
    ("use", "confidence"),
    [
        ('run.Program("ls")', Confidence.LOW),
        ("start = run.Program", Confidence.LOW),
        ("held", Confidence.LOW),
        ("_ = run.Host{}", Confidence.MEDIUM),
    ],
)
def test_uses_in_other_packages_are_callers_in_sight(tmp_path: Path, use: str, confidence: Confidence) -> None:
    other = 'package web\n\nimport "example.com/m/run"\n\nvar start func(string, ...string) error\n\n'
    held = other.replace("start func(string, ...string) error", "start = run.Program")
    text = held if use == "held" else f"{other}func f() {{ {use} }}\n"
    module(tmp_path, {"run/run.go": RUN, "web/web.go": text})
    (note,) = (one for one in findings(tmp_path, "exec/tainted-command"))
    assert note.confidence is confidence
