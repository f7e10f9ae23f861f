"""Fleets: one report of many repositories, what fails is named, an interrupted run is taken up."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from test_cache import ALONE, HOME
from test_cli import STORE
from test_sarif_merge import SCHEMA

from golint_py.child import Child, ChildError
from golint_py.config import ConfigError
from golint_py.fleet import join
from golint_py.fleet.records import Records
from golint_py.fleet.repositories import read
from golint_py.fleet.visit import Outcome

GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")


def golint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "golint_py", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(HOME), "XDG_CACHE_HOME": str(folder / "xdg")},
        capture_output=True,
        text=True,
        check=False,
    )


def module(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "go.mod").write_text(f"module example.com/{folder.name}\n\ngo 1.22\n")
    (folder / "a.go").write_text(text)
    return folder


def repository(folder: Path, *texts: str) -> Path:
    """A git repository with a commit (and a tag v1, v2, ...) for each text."""
    module(folder, "package a\n")
    subprocess.run([*GIT, "init", "-q", "-b", "main"], cwd=folder, check=True)
    for number, text in enumerate(texts, 1):
        (folder / "a.go").write_text(text)
        for words in (("add", "."), ("commit", "-q", "-m", "x"), ("tag", f"v{number}")):
            subprocess.run([*GIT, *words], cwd=folder, check=True)
    return folder


def runs(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "fleet.sarif").read_text())["runs"]
    return found


def names(run: dict[str, Any]) -> list[str]:
    return [one["ruleId"] for one in run["results"]]


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """A folder, a repository with two commits, and a list of them in three ways."""
    module(tmp_path / "plain", ALONE)
    repository(tmp_path / "kept", STORE, "package clean\n")
    url = (tmp_path / "kept").as_uri()
    (tmp_path / "repos.txt").write_text(f"# all\nplain  # a folder\n\nkept v1\n{url}\nplain\n")
    return tmp_path


# --- The list ---------------------------------------------------------------------------------------------------------


def test_lines_are_paths_and_urls_with_a_branch_tag_or_commit() -> None:
    text = "a/b # c\nhttps://u:p@h.example/o/n.git main\ngit@h.example:o/x.git\n../z v1\nhttps://h.example/o/n#1\n"
    found = read(text, "/w/list", "x")
    assert [(one.name, one.location, one.ref, one.git) for one in found] == [
        ("b", "/w/list/a/b", "", False),
        ("o/n@main", "https://u:p@h.example/o/n.git", "main", True),
        ("o/x", "git@h.example:o/x.git", "", True),
        ("z@v1", "/w/z", "v1", True),
        ("o/n#1", "https://h.example/o/n#1", "", True),
    ]
    assert found[1].shown == "https://h.example/o/n.git"


def test_repositories_of_one_name_have_files_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "with space").mkdir()
    found = read("a/x\nb/x\na/x\nB/X\nwith space\nb/x v1\n", str(tmp_path), "x")
    assert [one.name for one in found] == ["x", "b/x", f"{tmp_path.name}/B/X", "with space", "x@v1"]
    assert [one.file for one in found] == ["x", "b+x", f"{tmp_path.name}+B+X", "with_space", "x@v1"]
    assert [one.name for one in read("hh:x\nhh:/x/\nhh:x.git\n", "/", "x")] == ["hh/x", "hh/x-2", "hh/x-3"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "a b c\n", "-u x\n", "a --upload-pack=x\n"])
def test_a_list_that_is_none_is_a_mistake(text: str) -> None:
    with pytest.raises(ConfigError, match="x:"):
        read(text, ".", "x")


# --- The report -------------------------------------------------------------------------------------------------------


def test_one_report_has_a_run_for_each_repository(fleet: Path) -> None:
    done = golint(fleet, "fleet", "repos.txt", "--jobs", "2")
    assert done.returncode == 1
    lines = [line.split("  ") for line in done.stdout.splitlines() if "  " in line]
    assert [(line[0], line[-1].strip()) for line in lines] == [
        ("plain", "1 finding (1 warning)"),
        ("kept@v1", "1 finding (1 error)"),
        (f"{fleet.name}/kept", "no findings"),
    ]
    assert "\n3 repositories: 2 findings (1 error, 1 warning)\n" in done.stdout
    plain, first, last = runs(fleet / "golint-py-fleet")
    assert (len(plain["results"]), len(first["results"]), last["results"]) == (1, 1, [])
    assert [one["automationDetails"]["id"] for one in (plain, first)] == ["golint-py/plain/", "golint-py/kept@v1/"]
    assert "versionControlProvenance" not in plain
    (source,) = first["versionControlProvenance"]
    assert (source["repositoryUri"], source["branch"]) == ((fleet / "kept").as_uri(), "v1")
    commit = subprocess.run(["git", "rev-parse", "v1"], cwd=fleet / "kept", check=True, capture_output=True, text=True)
    assert source["revisionId"] == commit.stdout.strip()
    assert str(fleet) not in json.dumps(first["results"])


def test_each_repository_is_reported_as_check_does_it(fleet: Path) -> None:
    golint(fleet, "fleet", "repos.txt", "--min-confidence=low")
    folder = fleet / "golint-py-fleet" / "repositories"
    words = ("check", "--min-confidence=low", "--quiet", "--output-format")
    assert (folder / "plain.txt").read_text() == golint(fleet / "plain", *words, "text").stdout
    sarif = golint(fleet / "plain", *words, "sarif", "--sarif-category", "golint-py/plain").stdout
    assert (folder / "plain.sarif").read_text() == sarif
    assert json.loads(sarif)["runs"][0] == runs(fleet / "golint-py-fleet")[0]


def test_the_report_is_the_same_for_any_number_of_processes(fleet: Path) -> None:
    for jobs in ("1", "3"):
        golint(fleet, "fleet", "repos.txt", "--jobs", jobs, "--output-folder", jobs)
    assert (fleet / "1" / "fleet.sarif").read_bytes() == (fleet / "3" / "fleet.sarif").read_bytes()


def test_what_fails_is_named_and_the_rest_goes_on(fleet: Path) -> None:
    (fleet / "repos.txt").write_text("none\nkept nope\nplain\nhttps://me:secret@127.0.0.1:1/o/n.git\n")
    done = golint(fleet, "fleet", "repos.txt")
    assert done.returncode == 2
    lines = done.stdout.splitlines()
    assert "failed: there is no folder" in lines[0]
    assert "couldn't find remote ref nope" in lines[1]
    assert "1 finding" in lines[2]
    assert "failed: " in lines[3]
    assert lines[5].endswith("; 3 failed")
    found = runs(fleet / "golint-py-fleet")
    assert [one["invocations"][0]["executionSuccessful"] for one in found] == [False, False, True, False]
    assert "secret" not in done.stdout + done.stderr + (fleet / "golint-py-fleet" / "fleet.sarif").read_text()


def test_exit_codes_are_those_of_check(fleet: Path) -> None:
    (fleet / "repos.txt").write_text("plain\n")
    assert golint(fleet, "fleet", "repos.txt", "--exit-zero").returncode == 0
    assert golint(fleet, "fleet", "repos.txt", "--select", "unsafe").returncode == 0
    assert golint(fleet, "fleet", "none.txt").returncode == 2
    (fleet / "plain" / "b.go").write_text("package alone\n\nfunc f( {\n")
    assert golint(fleet, "fleet", "repos.txt", "--strict").returncode == 2
    done = golint(fleet, "fleet", "repos.txt", "--select", "no/such-rule")
    assert done.returncode == 2
    assert "there is no rule or family no/such-rule" in done.stdout


def test_nothing_of_a_repository_is_run(tmp_path: Path) -> None:
    """Neither modules that lie in it nor hooks nor filters of git."""
    evil = repository(tmp_path / "evil", STORE)
    for name in ("msgspec.py", "tempfile.py", "signal.py", "golint_py.py", "runpy.py"):
        (evil / name).write_text("open('/tmp/../" + str(tmp_path) + "/ran', 'w')\n")
    (evil / ".gitattributes").write_text("* filter=x\n")
    for number in range(45):
        module(evil / f"p{number}", "package p\n")
    subprocess.run([*GIT, "add", "."], cwd=evil, check=True)
    subprocess.run([*GIT, "commit", "-q", "-m", "x"], cwd=evil, check=True)
    (tmp_path / "repos.txt").write_text("evil\nevil main\n")
    assert golint(tmp_path, "fleet", "repos.txt", "--jobs", "4").returncode == 1
    assert not (tmp_path / "ran").exists()


def test_the_joined_log_is_valid_against_the_oasis_schema(fleet: Path) -> None:
    """Needs the schema file, as tests/test_sarif.py does."""
    if not Path(SCHEMA).is_file():
        pytest.skip(f"no SARIF schema at {SCHEMA}; set GOLINT_SARIF_SCHEMA")
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    (fleet / "repos.txt").write_text("none\nkept v1\ngit@127.0.0.1:o/n.git\n")
    golint(fleet, "fleet", "repos.txt")
    (one, *_) = read("git@127.0.0.1:o/n.git\n", ".", "x")
    extra = join.run_of(one, Outcome(0, commit="a" * 40), "1.0")
    validator = jsonschema_rs.validator_for(json.loads(Path(SCHEMA).read_text()))
    log = json.loads(join.sarif([*runs(fleet / "golint-py-fleet"), extra]))
    assert [str(error) for error in validator.iter_errors(log)] == []


# --- Interruptions ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_a_killed_run_is_taken_up_and_a_finished_one_is_not(fleet: Path) -> None:
    for number in range(6):
        shutil.copytree(fleet / "plain", fleet / f"more{number}")
    (fleet / "repos.txt").write_text("".join(f"more{number}\n" for number in range(6)))
    command = [sys.executable, "-m", "golint_py", "fleet", "repos.txt", "--jobs", "1"]
    process = subprocess.Popen(command, cwd=fleet, env=os.environ | {"PYTHONPATH": str(HOME)}, stderr=subprocess.PIPE)
    assert process.stderr is not None
    process.stderr.readline()
    process.kill()
    process.communicate()
    folder = fleet / "golint-py-fleet"
    before = len(list((folder / "repositories").glob("*.json")))
    assert 1 <= before < 6
    assert not (folder / "fleet.sarif").exists()
    again = golint(fleet, "fleet", "repos.txt")
    assert f"note: {before} of 6 were done before the interruption" in again.stderr
    assert again.stderr.count(": done") == 6 - before
    assert [len(run["results"]) for run in runs(folder)] == [1] * 6
    assert golint(fleet, "fleet", "repos.txt").stderr.count(": done") == 6


def test_what_had_failed_and_what_had_other_options_is_done_again(tmp_path: Path) -> None:
    good, bad = read("good\nbad\n", str(tmp_path), "x")
    first = Records(str(tmp_path), "options")
    first.keep(good, Outcome(1, "{}", "page", "c0ffee", "note"))
    first.keep(bad, Outcome(2, "", failure="why"))
    again = Records(str(tmp_path), "options")
    assert (again.find(good), again.find(bad)) == (Outcome(1, "{}", "page", "c0ffee", "note"), None)
    (other,) = read("good v1\n", str(tmp_path), "x")
    assert again.find(structs.replace(other, name="good")) is None
    assert Records(str(tmp_path), "others").find(good) is None
    last = Records(str(tmp_path), "others")
    last.keep(good, Outcome(0))
    last.finish()
    assert Records(str(tmp_path), "others").find(good) is None


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no process groups")
def test_children_end_with_their_parent(fleet: Path) -> None:
    script = "from golint_py.child import Child; import sys, time\nchild = Child('golint_py.cli.visit')\n"
    script += "print(child._process.pid, flush=True); time.sleep(60)"
    environment = os.environ | {"PYTHONPATH": str(HOME), "TMPDIR": str(fleet)}
    parent = subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    number = int(parent.stdout.readline())
    end = time.monotonic() + 60
    while not list(fleet.glob("golint-py-fleet-*")) and time.monotonic() < end:
        time.sleep(0.02)
    parent.kill()
    parent.wait()
    while Path(f"/proc/{number}").exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert not Path(f"/proc/{number}").exists()
    assert not list(fleet.glob("golint-py-fleet-*"))


def test_a_child_that_dies_is_told() -> None:
    child = Child("golint_py.cli.visit")
    with pytest.raises(ChildError, match=r"ended with 1|killed by signal"):
        child.ask(b"no job")
