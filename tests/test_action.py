"""The GitHub Action and the pre-commit hooks: their own scripts, run as the runner would run them."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import chdir, redirect_stdout
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from repository import commit, git

import golint_py
from golint_py.cli.action_summary import SUMMARY_BYTES, summary
from golint_py.cli.main import entry
from golint_py.repository import Repository
from golint_py.starters import workflow

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


def check(
    workspace: Path, event: dict[str, Any] | None = None, actor: str = "octo", server: str = "", **inputs: str
) -> Ran:
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
    environment |= {"GITHUB_SERVER_URL": server}
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
        ("only_new_issues", "auto"),
        ("base", "--upload-pack=touch owned"),
        ("args", "--output-file=x"),
        ("args", "--output-format"),
        ("args", "p.go"),
        ("max_annotations", "ten"),
        ("category", "a\nb"),
        ("fix", "true"),
        ("cache", "yes"),
        ("verify_fixes", "all"),
        ("args", "--cache-dir=/etc"),
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


def report(findings: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    facts = {"files": 1, "failures": 0, "gone": 0}
    return {"findings": findings, "suppressed": [], "skipped": [], "summary": facts} | changes


def finding(**changes: Any) -> dict[str, Any]:
    place = {"path": "a|b.go", "start": {"line": 1}}
    facts = {"severity": "error", "confidence": "high", "rule": "map/x", "place": place, "rank": 50.0, "threads": []}
    return facts | {"message": "<b>|[x](y)\nz"} | changes


def test_the_summary_is_text_and_never_too_large() -> None:
    text = summary(report([finding()] * 150))
    assert "| error (high) | map/x | a\\|b.go:1 | &lt;b>\\|\\[x](y) z |" in text
    assert "100 of 150 findings are shown." in text
    huge = summary(report([finding(message="x" * 100_000)] * 50))
    assert len(huge.encode()) <= SUMMARY_BYTES
    assert re.search(r"^\d of 50 findings are shown\.$", huge, re.MULTILINE)


def test_the_worst_findings_come_first_and_both_goroutines_of_some_are_shown() -> None:
    step = {"place": {"path": "a.go", "start": {"line": 3}}, "message": "writes `m` ````", "held": ["mu"]}
    threads = [{"name": "A caller\n</details>", "steps": [step] * 40}, {"name": "go", "steps": [step]}]
    several = [finding(severity="note"), *[finding(rule=f"map/{name}", threads=threads) for name in "abcd"]]
    text = summary(report(several))
    assert text.index("| error (high) | map/a") < text.index("| note (high)")
    assert text.count("<details><summary>") == 3
    assert "<summary>map/a at a\\|b.go:1</summary>" in text
    assert "\n`````text\n[A] A caller<U+000A></details>\n    (the last 30 of 40 steps)\n" in text
    assert "\n[B] go\n    a.go:3: writes `m` ```` [holds mu]\n`````\n" in text


def test_the_summary_says_what_is_not_in_its_table() -> None:
    known = [{"suppression": {"by": by}} for by in ("base", "base", "directive", "baseline")]
    facts = {"files": 3, "failures": 1, "gone": 2}
    whole = report([], suppressed=known, skipped=[{"path": "x.go"}], summary=facts)
    text = summary(whole, "only findings that x brings")
    assert "no findings in 3 files" in text
    assert "only findings that x brings." in text
    assert "Not shown: 2 not new, 1 in the baseline, 1 suppressed in the code." in text
    assert "Gone since the baseline was written: 2." in text
    assert "Not or not wholly analysed: 1 file;" in text
    assert "golint-py itself failed" in text


# --- pull requests ----------------------------------------------------------------------------------------------------


@pytest.fixture
def pull(workspace: Path) -> Path:
    """A shallow checkout of the merge of a pull request, as by actions/checkout: main has a bug, it brings one."""
    origin = workspace / "origin"
    other = BUG.replace("var ", "var b").replace("F()", "G()").replace("mu.", "bmu.").replace('m["a"]', 'bm["a"]')
    base = commit(origin, {"go.mod": "module example.com/m\n\ngo 1.22\n", "p.go": BUG})
    git(origin, "checkout", "-q", "-b", "topic")
    commit(origin, {"q.go": other})
    git(origin, "checkout", "-q", "main")
    git(origin, "merge", "-q", "--no-ff", "-m", "merge", "topic")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    shutil.rmtree(workspace / "work")
    git(workspace, "clone", "-q", "--depth", "1", f"file://{origin}", "work")
    assert git(workspace / "work", "rev-parse", "--is-shallow-repository") == "true"
    (workspace / "base").write_text(base)
    return workspace


EVENT = {
    "pull_request": {"base": {"sha": "0" * 40, "repo": {"full_name": "o/r"}}, "head": {"repo": {"full_name": "o/r"}}}
}


def test_only_what_a_pull_request_brings_is_shown_on_request(pull: Path) -> None:
    assert check(pull, EVENT).outputs["findings"] == "2"
    ran = check(pull, EVENT, only_new_issues="true")
    assert (ran.outputs["findings"], ran.outputs["known"], ran.outputs["exit-code"]) == ("1", "1", "1"), ran.stdout
    assert ran.outputs["upload"] == "false"
    assert "::error file=q.go,line=10," in ran.stdout
    assert "file=p.go" not in ran.stdout
    assert "only findings that the pull request brings." in ran.summary
    assert "Not shown: 1 not new." in ran.summary


def test_a_base_can_be_named_and_a_merge_group_has_its_own(pull: Path) -> None:
    base = (pull / "base").read_text()
    assert check(pull, base=base).outputs["findings"] == "1"
    assert check(pull, {"merge_group": {"base_sha": base}}, only_new_issues="true").outputs["findings"] == "1"
    push = check(pull, {"ref": "x"}, only_new_issues="true")
    assert push.outputs["findings"] == "2"
    assert "this is no pull request, so all findings are shown" in push.stdout


def test_a_base_that_cannot_be_had_fails_and_shows_nothing_old(pull: Path) -> None:
    shutil.rmtree(pull / "origin")
    ran = check(pull, EVENT, only_new_issues="true")
    assert (ran.outputs["fails"], ran.outputs["findings"]) == ("2", "0")
    assert "::error::golint-py: cannot bring " in ran.stdout
    assert "fetch-depth: 0" in ran.stdout
    assert ran.stdout.count("::error") == 1
    assert check(pull, base="nope").outputs["fails"] == "2"


def test_a_checkout_of_the_head_itself_needs_the_history(pull: Path) -> None:
    base = (pull / "base").read_text()
    event = {"pull_request": EVENT["pull_request"] | {"base": {"sha": base}}}
    git(pull / "work", "fetch", "-q", "--depth", "1", "origin", "topic")
    git(pull / "work", "checkout", "-q", "FETCH_HEAD")
    ran = check(pull, event, only_new_issues="true")
    assert ran.outputs["fails"] == "2"
    git(pull / "work", "fetch", "-q", "--unshallow")
    assert check(pull, event, only_new_issues="true").outputs["findings"] == "1"


# --- more inputs ------------------------------------------------------------------------------------------------------


def test_a_patch_with_the_safe_fixes_is_written_on_request(workspace: Path) -> None:
    assert check(workspace).outputs["patch-file"] == ""
    patch = Path(check(workspace, fix="diff").outputs["patch-file"])
    assert patch.read_text().startswith("--- ")
    assert "+\tmu.Lock()" in patch.read_text()
    assert (workspace / "work" / "p.go").read_text() == BUG
    assert check(workspace, fix="diff", paths="go.mod").outputs["fails"] == "2"


def test_a_baseline_a_configuration_and_further_options_reach_the_check(workspace: Path) -> None:
    (workspace / "work" / "c.toml").write_text("ignore = ['map']\n")
    assert check(workspace, config="c.toml").outputs["findings"] == "0"
    assert check(workspace, args="--min-severity=error\n--select=exec\n").outputs["findings"] == "0"
    assert check(workspace, baseline="none.jsonl").outputs["fails"] == "2"
    with chdir(workspace / "work"), redirect_stdout(StringIO()):
        assert entry(["baseline", "create"]) == 0
    ran = check(workspace, baseline="golint-py-baseline.jsonl")
    assert (ran.outputs["findings"], ran.outputs["known"], ran.outputs["gone"]) == ("0", "1", "0")
    sarif = json.loads(Path(check(workspace, category="x").outputs["sarif-file"]).read_text())
    assert sarif["runs"][0]["automationDetails"]["id"] == "x/"


def test_annotations_can_be_fewer_and_the_cap_is_said(workspace: Path) -> None:
    (workspace / "work" / "q.go").write_text(BUG.replace("var ", "var b").replace("F()", "G()").replace("m[", "bm["))
    more = BUG + '\nfunc G() {\n\tmu.RLock()\n\tm["b"] = 1\n\tmu.RUnlock()\n}\n'
    (workspace / "work" / "q.go").unlink()
    (workspace / "work" / "p.go").write_text(more)
    ran = check(workspace, upload_sarif="false", max_annotations="1")
    assert ran.stdout.count("::error file=") == 1
    assert "1 of 2 error annotations are shown; all are below" in ran.stdout


def test_results_are_kept_in_the_folder_that_the_other_steps_restore_and_save(workspace: Path) -> None:
    kept = workspace / "temp" / "golint-py-cache"
    check(workspace, cache="false")
    assert not kept.exists()
    first = check(workspace, fix="diff")
    assert "results-1.db" in os.listdir(kept)
    again = check(workspace, fix="diff")
    assert (again.stdout, again.outputs, again.summary) == (first.stdout, first.outputs, first.summary)
    restore, save = (step for step in STEPS if step.get("uses", "").startswith("actions/cache/"))
    assert restore["with"]["path"] == save["with"]["path"] == "${{ runner.temp }}/" + kept.name
    assert restore["if"] == "inputs.cache == 'true'"
    assert save["if"].startswith("inputs.cache == 'true' && steps.cache.outputs.cache-hit != 'true'")
    order = [step.get("id", step["name"]) for step in STEPS]
    assert order.index("cache") < order.index("check") < order.index("Save kept results")


def test_fixes_are_verified_on_request(workspace: Path) -> None:
    (workspace / "work" / "broken.go").write_text("package p\n\nvar x int = nope\n")  # the go command refuses it
    assert check(workspace, fix="diff").outputs["patch-file"]
    if shutil.which("go"):
        assert check(workspace, fix="diff", verify_fixes="build").outputs["patch-file"] == ""


INSTALLER = """#!/bin/sh
case "$1 $2" in
"-c "*) exit 0 ;;
"-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
"-m pip") for last; do :; done; echo "$last" > "$RUNNER_TEMP/installed" ;;
esac
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2.3\n", "golint-py==1.2.3"),
        ("1.2", "golint-py==1.2"),
        ("ruff==9.9\ngolint-py==1.2.3 --hash=sha256:00\n", "golint-py==1.2.3"),
        ('[project]\ndependencies = [\n  "ruff==9.9",\n  "golint-py==0.4.0",\n]\n', "golint-py==0.4.0"),
        ("golang 1.26\ngolint-py 2.0.1\n", "golint-py==2.0.1"),
        ("# golint-py==1.2.3\ngolint-py>=1.0\n", ""),
        ("golint-py==$(touch owned)\n", ""),
    ],
)
def test_the_version_can_stand_in_a_file(tmp_path: Path, text: str, expected: str) -> None:
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text(INSTALLER)
    python.chmod(0o755)
    (tmp_path / "versions").write_text(text)
    environment = {"PATH": f"{python.parent}:{os.environ['PATH']}", "GOLINT_SOURCE": "here", "GOLINT_VERSION": ""}
    environment |= {"RUNNER_TEMP": str(tmp_path), "GOLINT_VERSION_FILE": "versions"}

    def install(**more: str) -> subprocess.CompletedProcess[str]:
        script = ["bash", "-c", STEPS[0]["run"]]
        return subprocess.run(script, env=environment | more, cwd=tmp_path, capture_output=True, text=True, check=False)

    done = install()
    installed = tmp_path / "installed"
    assert (installed.read_text().strip() if installed.exists() else "") == expected
    assert done.returncode == (0 if expected else 2), done.stderr
    assert expected or done.stdout == "::error::version-file names no version of golint-py\n"
    assert install(GOLINT_VERSION="1.0").returncode == 2
    assert install(GOLINT_VERSION_FILE="nope").returncode != 0
    assert install(GOLINT_VERSION_FILE="").returncode == 0
    assert installed.read_text() == "here\n"
    assert not (tmp_path / "owned").exists()


class Origin(BaseHTTPRequestHandler):
    """A git server that wants to know who asks."""

    def do_GET(self) -> None:
        self.server.asked.append(self.headers.get("Authorization"))  # type: ignore[attr-defined]
        self.send_response(403)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_the_token_goes_to_the_server_of_the_run_and_to_no_other(pull: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), Origin) as server:
        asked = server.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}"
        git(pull / "work", "remote", "set-url", "origin", f"{here}/o/r.git")
        for url, expected in ((here, "basic eC1hY2Nlc3MtdG9rZW46c2VjcmV0"), ("http://127.0.0.1:1", None)):
            asked.clear()
            ran = check(pull, EVENT, only_new_issues="true", token="secret", server=url)
            assert set(asked) == {expected}
            assert ran.outputs["fails"] == "2"
            assert "secret" not in ran.stdout
            assert "eC1hY2" not in ran.stdout
        server.shutdown()


def test_a_patch_is_no_command_for_the_runner_that_reads_it(workspace: Path) -> None:
    """The runner takes a line for a command where spaces stand before it, as in the context of a patch."""
    (workspace / "work" / "p.go").write_text(BUG.replace("\tmu.RLock", "/*\n::set-env name=X::y\n*/\n\tmu.RLock"))
    environment = os.environ | {"GITHUB_ACTIONS": "true", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "golint_py", "fix", "--diff"]
    options: dict[str, Any] = {"cwd": workspace / "work", "env": environment, "stderr": subprocess.DEVNULL}
    piped = subprocess.run(command, stdout=subprocess.PIPE, check=False, **options).stdout
    lines = piped.decode().splitlines()
    assert " ::set-env name=X::y" in lines
    token = lines[0].removeprefix("::stop-commands::")
    assert len(token) == 32
    assert lines[-1] == f"::{token}::"
    with (workspace / "out.patch").open("wb") as file:
        subprocess.run(command, stdout=file, check=False, **options)
    assert (workspace / "out.patch").read_bytes().splitlines() == piped.splitlines()[1:-1]
    subprocess.run(["git", "apply", "--check"], input=piped, cwd=workspace / "work", check=True)
    patch = Path(check(workspace, fix="diff").outputs["patch-file"])
    assert patch.read_bytes() == (workspace / "out.patch").read_bytes()


def test_the_action_is_a_composite_one_within_what_github_allows() -> None:
    """The rules of https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax."""
    assert set(ACTION) == {"name", "description", "author", "branding", "inputs", "outputs", "runs"}
    assert len(ACTION["description"]) <= 125
    assert ACTION["branding"]["color"] in (
        "white",
        "black",
        "yellow",
        "blue",
        "green",
        "orange",
        "red",
        "purple",
        "gray-dark",
    )
    assert ACTION["runs"]["using"] == "composite"
    for name, facts in ACTION["inputs"].items():
        assert re.fullmatch(r"[a-z_][a-z0-9_-]*", name)
        assert set(facts) <= {"description", "default", "required", "deprecationMessage"}
        assert isinstance(facts["default"], str), name
    for facts in ACTION["outputs"].values():
        assert set(facts) == {"description", "value"}
    identifiers = {step.get("id") for step in STEPS}
    for step in STEPS:
        assert set(step) <= {"name", "id", "if", "shell", "env", "run", "uses", "with", "working-directory"}
        assert ("run" in step) != ("uses" in step)
    for step, _ in re.findall(r"steps\.([a-z]+)\.outputs\.([a-z-]+)", (ROOT / "action.yml").read_text()):
        assert step in identifiers


def test_every_output_is_written(workspace: Path) -> None:
    names = set(re.findall(r"steps\.check\.outputs\.([a-z-]+)", (ROOT / "action.yml").read_text()))
    assert set(check(workspace).outputs) == names
    assert set(check(workspace, paths="nope.go").outputs) == names


def test_actionlint_has_nothing_to_say_of_our_workflows(tmp_path: Path) -> None:
    """That of `init`, and the one in the documentation, with the inputs and outputs that the action has."""
    if shutil.which("actionlint") is None:
        pytest.skip("actionlint is not on PATH")
    examples = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "github-action.md").read_text(), re.DOTALL)
    documented = "name: d\non: push\n" + examples[0].rstrip() + "\n" + examples[1]
    documented = re.sub(r"OWNER/golint-py@REVISION.*", "./action", documented)
    files = {
        "action/action.yml": (ROOT / "action.yml").read_text(),
        ".github/workflows/init.yml": workflow(Repository(True, True, "main", (), ())),
        ".github/workflows/documented.yml": documented,
    }
    commit(tmp_path, files)
    done = subprocess.run(["actionlint"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    (tmp_path / ".github" / "workflows" / "documented.yml").write_text(documented.replace("fix: diff", "fx: diff"))
    assert subprocess.run(["actionlint"], cwd=tmp_path, capture_output=True, check=False).returncode == 1
