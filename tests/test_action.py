"""The GitHub Action and the pre-commit hooks: their own scripts, run as the runner would run them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import golint_py
from golint_py.cli.action import SUMMARY_BYTES, summary
from golint_py.cli.main import entry

ROOT = Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = ACTION["runs"]["steps"]
BUG = """package p

import "sync"

var mu sync.RWMutex
var m = map[string]int{}

func F() {
	mu.RLock()
	m["a"] = 1
	mu.RUnlock()
}
"""


class Ran(NamedTuple):
    """What the check step did."""

    returncode: int
    stdout: str
    outputs: dict[str, str]
    summary: str


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A checkout with a bug, beside a runner's temporary folder that has golint-py installed."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "go.mod").write_text("module example.com/m\n\ngo 1.22\n")
    (tmp_path / "work" / "p.go").write_text(BUG)
    python = tmp_path / "temp" / "golint-py" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    return tmp_path


def check(workspace: Path, event: dict[str, Any] | None = None, actor: str = "octo", **inputs: str) -> Ran:
    """Run the bash of the step `check` with the inputs given as `working_directory` and the like."""
    step = next(step for step in STEPS if step.get("id") == "check")
    values = {name: given["default"] for name, given in ACTION["inputs"].items()}
    values |= {name.replace("_", "-"): value for name, value in inputs.items()}

    def filled(text: str) -> str:
        return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: values[match[1]], text)

    files = {name: workspace / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_EVENT_PATH")}
    for file in files.values():
        file.write_text("")
    files["GITHUB_EVENT_PATH"].write_text(json.dumps(event or {}))
    environment = {name: filled(value) for name, value in step["env"].items()}
    environment |= {name: str(file) for name, file in files.items()}
    environment |= {"RUNNER_TEMP": str(workspace / "temp"), "GITHUB_ACTIONS": "true", "GITHUB_ACTOR": actor}
    environment |= {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(golint_py.__file__).parent.parent)}
    folder = workspace / "work" / filled(step["working-directory"])
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "" or done.returncode or "golint-py:" in done.stderr, done.stderr
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    return Ran(done.returncode, done.stdout, outputs, files["GITHUB_STEP_SUMMARY"].read_text())


def test_no_script_has_an_expression_in_it() -> None:
    for step in STEPS:
        assert "${{" not in step.get("run", ""), step["name"]
        assert "shell" in step or "uses" in step


def test_every_input_is_used_and_described() -> None:
    text = (ROOT / "action.yml").read_text()
    for name, given in ACTION["inputs"].items():
        assert f"${{{{ inputs.{name} }}}}" in text, name
        assert given["description"]
        assert "default" in given


def test_findings_are_counted_written_and_summarised(workspace: Path) -> None:
    ran = check(workspace)
    assert ran.returncode == 0
    assert (ran.outputs["findings"], ran.outputs["exit-code"], ran.outputs["upload"]) == ("1", "1", "true")
    sarif = json.loads(Path(ran.outputs["sarif-file"]).read_text())
    assert sarif["runs"][0]["results"][0]["ruleId"] == "map/write-under-read-lock"
    assert "| error (high) | map/write-under-read-lock | p.go:10 |" in ran.summary


def test_what_code_scanning_decides_does_not_fail_the_step(workspace: Path) -> None:
    assert check(workspace).outputs["fails"] == "0"
    assert check(workspace, fail_level="note").outputs["fails"] == "1"
    assert check(workspace, upload_sarif="false").outputs["fails"] == "1"
    assert check(workspace, upload_sarif="false", fail_level="never").outputs["fails"] == "0"
    assert check(workspace, paths="nope.go").outputs["fails"] == "2"


def test_a_pull_request_from_a_fork_is_annotated_instead_of_uploaded(workspace: Path) -> None:
    event = {"pull_request": {"head": {"repo": {"full_name": "me/r"}}, "base": {"repo": {"full_name": "org/r"}}}}
    fork = check(workspace, event)
    assert fork.outputs["upload"] == "false"
    assert "comes from a fork" in fork.stdout
    assert "::error file=p.go,line=10," in fork.stdout
    same = {"pull_request": {"head": {"repo": {"full_name": "org/r"}}, "base": {"repo": {"full_name": "org/r"}}}}
    own = check(workspace, same)
    assert own.outputs["upload"] == "true"
    assert "::error file" not in own.stdout
    assert "::error file" in check(workspace, same, annotations="true").stdout
    gone = {"pull_request": {"head": {"repo": None}, "base": {"repo": {"full_name": "org/r"}}}}
    assert check(workspace, gone).outputs["upload"] == "false"
    assert check(workspace, same, actor="dependabot[bot]").outputs["upload"] == "false"


def test_inputs_reach_the_command_line(workspace: Path) -> None:
    assert check(workspace, select="exec").outputs["findings"] == "0"
    assert check(workspace, ignore="map").outputs["findings"] == "0"
    (workspace / "work" / "a b").mkdir()
    (workspace / "work" / "a b" / "c.go").write_text("package c\n")
    assert check(workspace, paths="a b\n\n").outputs["findings"] == "0"
    assert check(workspace, paths="a b\np.go").outputs["findings"] == "1"
    assert check(workspace, working_directory="a b").outputs["findings"] == "0"
    assert check(workspace, summary="false").summary == ""
    named = check(workspace, sarif_file="out.sarif")
    assert named.outputs["sarif-file"] == str(workspace / "work" / "out.sarif")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("paths", "--config=evil.toml"),
        ("paths", ".\n -x"),
        ("select", "--output-file=x"),
        ("select", "map\nupload=true"),
        ("sarif_file", "x\ny"),
        ("min_severity", "bad"),
        ("upload_sarif", "yes"),
        ("fail_level", "high"),
    ],
)
def test_an_input_that_is_no_value_is_refused(workspace: Path, name: str, value: str) -> None:
    ran = check(workspace, **{name: value})
    assert "::error::golint-py: " in ran.stdout
    assert (ran.outputs["fails"], ran.outputs["upload"]) == ("2", "false")


def test_an_input_is_never_run_as_a_script(workspace: Path) -> None:
    check(workspace, paths='$(touch owned) `touch owned` "; touch owned')
    assert not (workspace / "work" / "owned").exists()


def test_a_failure_is_not_uploaded_nor_is_what_an_earlier_step_found(workspace: Path) -> None:
    assert check(workspace).outputs["upload"] == "true"
    ran = check(workspace, paths="nope.go")
    assert (ran.outputs["exit-code"], ran.outputs["upload"], ran.outputs["sarif-file"]) == ("2", "false", "")


def test_the_last_step_exits_with_what_the_check_said() -> None:
    for value, expected in (("0", 0), ("1", 1), ("2", 2), ("", 2)):
        done = subprocess.run(["bash", "-e", "-c", STEPS[-1]["run"]], env={"GOLINT_FAILS": value}, check=False)
        assert done.returncode == expected


def test_a_version_that_is_none_is_refused_before_anything_is_installed(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "GOLINT_VERSION": "--index-url=evil", "GOLINT_SOURCE": "/nope"}
    environment |= {"RUNNER_TEMP": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(["bash", "-c", STEPS[0]["run"]], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "::error::version must be X.Y.Z or empty\n")
    assert list(tmp_path.iterdir()) == []


def test_the_summary_is_text_and_never_too_large() -> None:
    place = {"path": "a|b.go", "start": {"line": 1}}
    finding = {"severity": "error", "confidence": "high", "rule": "map/x", "place": place, "message": "<b>|[x](y)\nz"}
    text = summary({"findings": [finding] * 150, "summary": {"files": 1}})
    assert "| error (high) | map/x | a\\|b.go:1 | &lt;b>\\|\\[x](y) z |" in text
    assert "100 of 150 findings are shown." in text
    huge = summary({"findings": [finding | {"message": "x" * 100_000}] * 50, "summary": {"files": 1}})
    assert len(huge.encode()) <= SUMMARY_BYTES + 100
    assert re.search(r"^\d of 50 findings are shown\.$", huge, re.MULTILINE)


# --- pre-commit -------------------------------------------------------------------------------------------------------


def test_the_hooks_call_commands_that_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == ["golint-py", "golint-py-full"]
    (tmp_path / "p.go").write_text(BUG)
    monkeypatch.chdir(tmp_path)
    for hook in hooks:
        program, *rest = hook["entry"].split()
        assert program == "golint-py"
        assert hook["require_serial"]
        assert entry([*rest, *([] if hook.get("pass_filenames") is False else ["p.go"])]) == 1


@pytest.mark.slow
def test_pre_commit_finds_the_bug_in_a_scratch_repository(tmp_path: Path) -> None:
    """Needs the network: pre-commit installs golint-py and what it depends on."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (scratch / "p.go").write_text(BUG)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    clean |= {"PRE_COMMIT_HOME": str(tmp_path / "home")}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=scratch, env=clean, capture_output=True, text=True, check=False)

    run("git", "init", "-q")
    run("git", "add", "p.go")
    for hook in ("golint-py", "golint-py-full"):
        done = run(sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), hook, "--files", "p.go")
        assert done.returncode == 1, done.stdout + done.stderr
        assert "p.go:10:2" in done.stdout, done.stdout + done.stderr
        assert "map/write-under-read-lock" in done.stdout
