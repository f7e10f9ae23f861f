"""A repository that means harm: it harms nothing, and hides nothing.

Every odd file that can be read has the same bug, which every format has to report; every one that cannot is named.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from github_profile import violations
from repository import IDENTITY, git
from test_sarif import SCHEMA

import golint_py
from golint_py.cli.outputs import FORMATS

HOME = str(Path(golint_py.__file__).resolve().parent.parent)
RULE = "map/write-under-read-lock"
BUG = """package p

import "sync"

var mu sync.RWMutex
var m = map[string]int{}

func F() {
	mu.RLock()
	m["a"] = 1 // ##[error]owned ::error::owned \x1b[31mred\x1b[0m \u202e]]><!--
	/*
::stop-commands::owned
::error::owned
	*/
	mu.RUnlock()
}
"""
NAMES = (
    b"plain",
    b"with space",
    b"new\nline",
    b"new\n::stop-commands::x\n",
    b"::stop-commands::y",
    b"::error file=x::y",
    b"tab\tand\x1b[31mescape",
    b"carriage\rreturn",
    b"back\\slash",
    b"percent%0A::z",
    b"quote\"'<&>",
    b"comma,colon:",
    b"[*] {x} (*p.T).F $1 #2 @3",
    "bidi\u202egnp".encode(),
    b"-rf",
    b"--output-file=owned",
    b"$(touch owned)`touch owned`",
    b"emoji \xf0\x9f\x98\x80",
)
NOT_UTF8 = b"not utf8 \xff\xfe"
TOO_LARGE = 10_500_000


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository, beside a folder with secrets and a script that tells when something runs it."""
    top = tmp_path_factory.mktemp("malice")
    work, outside = top / "work", top / "outside"
    work.mkdir()
    outside.mkdir()
    (outside / "secret.go").write_text(BUG.replace("package p", "package secret"))
    (outside / "secret.toml").write_text('password = "hunter2"\n')
    script = outside / "run.sh"
    script.write_text(f"#!/bin/sh\necho ran >> {outside}/ran\ncat\n")
    script.chmod(0o755)
    root = os.fsencode(work)
    for name in (*NAMES, NOT_UTF8):
        os.mkdir(os.path.join(root, name))
        with open(os.path.join(root, name, b"p.go"), "wb") as file:
            file.write(BUG.encode())
        with open(os.path.join(root, name + b".go"), "wb") as file:
            file.write(BUG.replace("var m", f"var m{len(name)}").encode()[:10] + b"\n")
    _traps(work, outside)
    _git_traps(work, script)
    return top


def _traps(work: Path, outside: Path) -> None:
    """Files that are none, links, rubbish, and what is too large."""
    odd = work / "odd"
    odd.mkdir()
    (odd / "bug.go").write_text(BUG)
    (odd / "out.go").symlink_to(outside / "secret.go")
    (odd / "nowhere.go").symlink_to("nowhere")
    (odd / "loop.go").symlink_to("loop.go")
    (odd / "device.go").symlink_to("/dev/zero")
    (odd / "folder.go").mkdir()
    (odd / "up").symlink_to("..")
    (odd / "all").symlink_to("/")
    os.mkfifo(odd / "pipe.go")
    (odd / "binary.go").write_bytes(bytes(range(256)) * 64)
    (odd / "nul.go").write_bytes(b"package p\x00\n" + BUG.encode().partition(b"\n")[2].replace(b"F()", b"N()"))
    (odd / "empty.go").write_bytes(b"")
    (odd / "huge.go").write_bytes(b"package p\n" + b"// " + b"x" * TOO_LARGE)
    (odd / "long.go").write_bytes(b"package p\n\nvar long = `" + b"x" * 300_000 + b"`\n")
    (odd / "deep.go").write_bytes(b"package p\n\nvar deep = " + b"(" * 3_000 + b"1" + b")" * 3_000 + b"\n")
    ignore = work / "ignored"
    ignore.mkdir()
    (ignore / ".gitignore").symlink_to(outside / "secret.toml")
    (ignore / "go.mod").symlink_to("/dev/zero")
    (ignore / "p.go").write_text(BUG)
    deep = work / "deep"
    for _ in range(60):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "p.go").write_text(BUG)


def _git_traps(work: Path, script: Path) -> None:
    git(work, "init", "-q")
    (work / ".gitattributes").write_text("*.go filter=evil diff=evil\n")
    os.remove(work / "odd" / "pipe.go")
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", "x")
    os.mkfifo(work / "odd" / "pipe.go")
    hooks = work / ".git" / "hooks"
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-commit", "fsmonitor-watchman"):
        (hooks / name).write_text(script.read_text())
        (hooks / name).chmod(0o755)
    keys = ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external", "credential.helper")
    for key in (*keys, "filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "diff.evil.textconv"):
        git(work, "config", key, str(script))
    git(work, "config", "core.hooksPath", str(hooks))


def run(top: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[bytes]":
    """golint-py in the repository, with a limit of time, as a runner of GitHub calls it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = kept | {"PYTHONPATH": HOME, "GITHUB_ACTIONS": "true", **variables}
    command = [sys.executable, "-m", "golint_py", *arguments]
    return subprocess.run(
        command,
        cwd=top / "work",
        env=environment,
        capture_output=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


def snapshot(top: Path) -> list[tuple[str, int, int]]:
    """Every file with its size and time of change, those of git's and of the outside included."""
    found = []
    for folder, _, names in os.walk(os.fsencode(top)):
        for name in names:
            path = os.path.join(folder, name)
            stat = os.lstat(path)
            found.append((os.fsdecode(path), stat.st_size, stat.st_mtime_ns))
    return sorted(found)


@pytest.fixture(scope="module")
def outputs(repository: Path) -> dict[str, str]:
    """What every format says; nothing may have changed or run."""
    before = snapshot(repository)
    reports = repository / "reports"
    reports.mkdir()
    wanted = [f"--output-format={name}:../reports/{name}" for name in FORMATS if name != "github"]
    done = run(repository, "check", "--output-format=github", *wanted, "--jobs", "1")
    assert (done.returncode, done.stderr) == (1, b"")
    found = {name: (reports / name).read_text() for name in FORMATS if name != "github"}
    shutil.rmtree(reports)
    assert snapshot(repository) == before
    return found | {"github": done.stdout.decode()}


def paths(whole: str) -> set[str]:
    return {one["place"]["path"] for one in json.loads(whole)["findings"] if one["rule"] == RULE}


def test_every_bug_is_found_wherever_it_is(outputs: dict[str, str]) -> None:
    wanted = {(name + b"/p.go").decode() for name in NAMES}
    deep = "deep/" + "d/" * 60 + "p.go"
    assert paths(outputs["json"]) == wanted | {"odd/bug.go", "ignored/p.go", deep}


def test_the_formats_agree_on_how_many_there_are(outputs: dict[str, str]) -> None:
    number = len(json.loads(outputs["json"])["findings"])
    log = json.loads(outputs["sarif"])["runs"][0]
    assert len(log["results"]) == number
    assert len(outputs["json-lines"].splitlines()) == number
    assert len(json.loads(outputs["gitlab"])) == number
    assert len(json.loads(outputs["rdjson"])["diagnostics"]) == number
    assert len(ElementTree.fromstring(outputs["junit"])[0]) == number
    assert len(ElementTree.fromstring(outputs["checkstyle"]).findall("file/error")) == number
    assert sum(line.startswith("| ") and "error[high]" in line for line in outputs["github"].splitlines()) == number
    assert sum("error[high]" in line for line in outputs["concise"].splitlines()) == number
    assert outputs["text"].count(f"error[{RULE}]") == number


def test_what_cannot_be_read_is_named_and_nothing_of_it_is_shown(outputs: dict[str, str]) -> None:
    skipped = {one["path"]: one["reason"] for one in json.loads(outputs["json"])["skipped"]}
    for name in ("out", "nowhere", "loop", "device", "pipe", "binary", "huge"):
        assert f"odd/{name}.go" in skipped, (name, skipped)
    assert {skipped["not utf8 ??"], skipped["not utf8 ??.go"]} == {"its name is not UTF-8"}
    for text in outputs.values():
        assert "hunter2" not in text
        assert "package secret" not in text


def test_the_sarif_is_valid_and_its_paths_are_relative(outputs: dict[str, str]) -> None:
    assert violations(outputs["sarif"]) == []
    log = json.loads(outputs["sarif"])
    if SCHEMA.is_file():
        jsonschema_rs = pytest.importorskip("jsonschema_rs")
        validator = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()))
        assert [str(error) for error in validator.iter_errors(log)] == []
    for uri in re.findall(r'"uri": "([^"]*)"', outputs["sarif"]):
        assert re.fullmatch(r"[A-Za-z0-9/%~!$&'()*+,;=@._-]+", uri), uri
        assert not uri.startswith("/")
    assert "%0A" in outputs["sarif"]


def test_no_line_is_a_command_of_the_runner_but_our_own(outputs: dict[str, str]) -> None:
    for name in ("text", "concise", "github"):
        for line in outputs[name].splitlines():
            assert "##[" not in line, (name, line)
            assert "\x1b" not in line
            assert "\r" not in line
            if line.lstrip().startswith("::"):
                assert name == "github", line
                assert re.match(r"::(error|warning|notice) file=[^:,]*,line=\d+,endLine=\d+,", line)
            else:
                assert "\u202e" not in line, (name, line)


def test_nothing_of_the_repository_runs_when_revisions_are_compared(repository: Path) -> None:
    before = snapshot(repository)
    for option in ("--diff-base", "--new-from-merge-base"):
        done = run(repository, "check", option, "HEAD", "--output-format", "json", "--jobs", "1")
        assert done.returncode == 0, done.stderr
        whole = json.loads(done.stdout)
        assert whole["findings"] == []
        assert len([one for one in whole["suppressed"] if one["rule"] == RULE]) == len(NAMES) + 3
    assert snapshot(repository) == before
    assert not (repository / "outside" / "ran").exists()
    subprocess.run(["git", *IDENTITY, "status"], cwd=repository / "work", check=False, capture_output=True)
    assert (repository / "outside" / "ran").exists(), "the trap works"
    (repository / "outside" / "ran").unlink()


@pytest.mark.parametrize("name", ["pipe.go", "device.go", "loop.go", "out.go", "folder.go", "huge.go"])
def test_naming_a_trap_neither_hangs_nor_leaves_the_repository(repository: Path, name: str) -> None:
    done = run(repository, "check", f"odd/{name}")
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr
    assert b"package secret" not in done.stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('extend = "../outside/secret.toml"', "leads out of"),
        ('extend = "odd/all/etc/passwd"', "leads out of"),
        ('baseline = "../outside/secret.toml"', "leads out of"),
        ('knowledge = ["../outside/secret.toml"]', "leads out of"),
        ('output-format = ["json:../outside/owned"]', "no place for a report"),
        ('output-format = ["json:odd/all/tmp/owned-by-golint-py"]', "no place for a report"),
        ('output-format = ["text:.git/hooks/pre-commit"]', "no place for a report"),
        ('output-format = ["text:/dev/full"]', "no place for a report"),
        ("select = [" + '"map",' * 400_000 + "]", "larger than"),
        ("a = " + "[" * 100_000, "golint-py.toml"),
        ("\x00", "golint-py.toml"),
    ],
)
def test_a_configuration_cannot_reach_beyond_the_repository(repository: Path, text: str, says: str) -> None:
    config = repository / "work" / "golint-py.toml"
    config.write_text(text)
    try:
        before = snapshot(repository)
        done = run(repository, "check", "plain")
        assert done.returncode == 2, done.stdout
        assert says in done.stderr.decode()
        assert b"hunter2" not in done.stderr
        assert b"Traceback" not in done.stderr
        assert snapshot(repository) == before
    finally:
        config.unlink()
    assert not Path("/tmp/owned-by-golint-py").exists()


def test_links_in_the_place_of_configurations_are_refused_or_not_read(repository: Path) -> None:
    config = repository / "work" / "golint-py.toml"
    config.symlink_to(repository / "outside" / "secret.toml")
    done = run(repository, "check", "plain")
    assert (done.returncode, b"leads out of" in done.stderr, b"password" in done.stderr) == (2, True, False)
    config.unlink()
    os.mkfifo(config)
    assert run(repository, "check", "plain").returncode == 1
    config.unlink()


def test_fixes_and_suppressions_and_baselines_stay_inside(repository: Path) -> None:
    outside = snapshot(repository / "outside")
    assert run(repository, "suppressions", "plain").returncode == 0
    done = run(repository, "baseline", "create")
    assert done.returncode == 0, done.stderr
    file = repository / "work" / "golint-py-baseline.jsonl"
    lines = file.read_bytes().splitlines()
    assert all(msgspec.json.decode(line) for line in lines)
    assert len(lines) == len(NAMES) + 4
    assert run(repository, "check", "--baseline", file.name).returncode == 0
    file.unlink()
    file.symlink_to(repository / "outside" / "new.jsonl")
    assert run(repository, "baseline", "create").returncode == 2
    file.unlink()
    done = run(repository, "fix", "--diff", "odd/out.go", "plain")
    assert b"secret" not in done.stdout
    assert snapshot(repository / "outside") == outside


def test_names_in_complaints_and_lists_are_no_commands_of_the_runner(repository: Path) -> None:
    work = repository / "work"
    entry = {"rule": "::error::x", "subject": "s\n::error::y", "path": "::error::z\r\n::error::w"}
    odd = work / "::error::b\n::error::c.jsonl"
    odd.write_text('{"golint-py-baseline":1}\n' + json.dumps(entry) + "\n")
    folder = work / "new\n::stop-commands::x\n"
    (folder / "golint-py.toml").write_text("nonsense = 1\n")
    try:
        said = [
            run(repository, "baseline", "show", "--isolated", f"--baseline={odd.name}"),
            run(repository, "baseline", "prune", "--isolated", f"--baseline={odd.name}", "plain"),
            run(repository, "check", folder.name),
            run(repository, "config", "verify"),
            run(repository, "config", "show", folder.name),
            run(repository, "check", "--isolated", "--baseline", "none\n::error::x"),
            run(repository, "init", "--dry-run"),
        ]
    finally:
        odd.unlink()
        (folder / "golint-py.toml").unlink()
    assert [done.returncode for done in said] == [0, 0, 2, 2, 2, 2, 0]
    for done in said:
        for line in (done.stdout + done.stderr).decode().replace("\r", "\n").split("\n"):
            assert not line.lstrip().startswith("::"), done.args


def test_workers_import_nothing_from_the_working_directory(tmp_path: Path) -> None:
    """An installed golint-py does not have it in its path; interpreters that are started with a text would."""
    for number in range(45):  # enough that processes are started
        (tmp_path / f"p{number}").mkdir()
        (tmp_path / f"p{number}" / "a.go").write_text("package p\n")
    (tmp_path / "go.mod").write_text("module example.com/m\n")
    for name in ("weakref", "signal", "msgspec", "tempfile"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    script = tmp_path / "bin" / "golint-py"
    script.parent.mkdir()
    script.write_text("from golint_py.cli.main import main\n\nif __name__ == '__main__':\n    main()\n")
    done = subprocess.run(
        [sys.executable, str(script), "check", "--no-cache", "--jobs", "2"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": HOME},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "ran").exists()
