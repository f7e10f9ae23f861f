"""Only what is new since a revision: findings are compared, the checkout is left alone, and what fails fails closed."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from repository import commit, git, write
from test_cli import RULE, STORE, golint, rules_in

MOD = "module example.com/m\n\ngo 1.22\n"
PUSH = "\nfunc (s *Store) Push(k string) {\n\ts.mu.RLock()\n\tdefer s.mu.RUnlock()\n\ts.items[k] = 1\n}\n"
JSON = ("--output-format", "json")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository whose first commit, tagged base, has the bug; on the disk lines have moved."""
    folder = tmp_path / "work"
    commit(folder, {"go.mod": MOD, "store/s.go": STORE, "clean/c.go": "package clean\n"})
    git(folder, "tag", "base")
    write(folder, {"store/s.go": "// words\n\n" + STORE})
    return folder


def functions(text: str) -> list[str]:
    return [found["function"].rpartition(".")[2] for found in json.loads(text)["findings"]]


def test_what_the_base_has_is_not_shown(work: Path) -> None:
    done = golint(work, "check", "--diff-base", "base", *JSON)
    assert (done.returncode, rules_in(done)) == (0, [])
    (one,) = json.loads(done.stdout)["suppressed"]
    assert one["rule"] == RULE
    assert one["suppression"]["by"] == "base"
    assert one["suppression"]["why"] == f"base ({git(work, 'rev-parse', 'base')[:12]})"
    assert "No findings in 2 files, 1 not new" in golint(work, "check", "--diff-base", "base").stdout


def test_what_is_new_is_shown_committed_or_not(work: Path) -> None:
    write(work, {"store/s.go": STORE + PUSH})
    assert functions(golint(work, "check", "--diff-base", "base", *JSON).stdout) == ["Push"]
    commit(work, {})
    done = golint(work, "check", "--diff-base", "base", *JSON)
    assert (done.returncode, functions(done.stdout)) == (1, ["Push"])
    assert functions(golint(work / "store", "check", "s.go", "--diff-base", "HEAD^", *JSON).stdout) == ["Push"]


def test_new_files_and_folders_have_no_base(work: Path) -> None:
    write(work, {"new/n.go": STORE})
    assert functions(golint(work, "check", "--diff-base", "base", *JSON).stdout) == ["Put"]
    assert functions(golint(work, "check", "new", "--diff-base", "base", *JSON).stdout) == ["Put"]
    assert functions(golint(work, "check", "new/n.go", "--diff-base", "base", *JSON).stdout) == ["Put"]


def test_a_function_that_moves_to_another_file_of_its_folder_is_not_new(work: Path) -> None:
    head, _, tail = STORE.partition("func (s *Store) Put")
    write(work, {"store/s.go": head, "store/t.go": "package store\n\nfunc (s *Store) Put" + tail})
    assert golint(work, "check", "store/t.go", "--diff-base", "base").returncode == 0


def test_a_finding_that_the_base_suppressed_is_new_without_its_directive(work: Path) -> None:
    silent = STORE.replace("s.items[k] = 1", f"s.items[k] = 1 //golint:ignore {RULE} -- why")
    commit(work, {"store/s.go": silent})
    write(work, {"store/s.go": STORE})
    assert golint(work, "check", "--diff-base", "HEAD").returncode == 1


def test_a_file_that_could_not_be_read_in_the_base_is_named(work: Path) -> None:
    commit(work, {"store/s.go": STORE.replace("(k string) {", "(k string {")})
    write(work, {"store/s.go": STORE})
    done = golint(work, "check", "--diff-base", "HEAD")
    assert done.returncode == 1
    assert re.search(r"store/s\.go: .* in HEAD \([0-9a-f]{12}\): what is found now counts as new", done.stdout)
    assert "counts as new" not in golint(work, "check", "--diff-base", "base").stdout


def test_the_merge_base_is_where_the_branch_was_left(work: Path) -> None:
    git(work, "checkout", "-q", "-b", "topic")
    commit(work, {"store/s.go": STORE + PUSH})
    git(work, "checkout", "-q", "main")
    commit(work, {"store/s.go": "package store\n"})
    git(work, "checkout", "-q", "topic")
    done = golint(work, "check", "--new-from-merge-base", "main", *JSON)
    assert (done.returncode, functions(done.stdout)) == (1, ["Push"])
    assert functions(golint(work, "check", "--diff-base", "main", *JSON).stdout) == ["Put", "Push"]


def test_standard_input_is_compared_with_the_file_of_its_name(work: Path) -> None:
    arguments = ("check", "-", "--stdin-filename", "store/s.go", "--diff-base", "base", *JSON)
    assert rules_in(golint(work, *arguments, stdin=STORE)) == []
    assert functions(golint(work, *arguments, stdin=STORE + PUSH).stdout) == ["Push"]


def test_the_checkout_is_left_alone(work: Path) -> None:
    git(work, "status")
    index = (work / ".git" / "index").read_bytes()
    before = sorted(str(path) for path in work.rglob("*"))
    golint(work, "check", "--diff-base", "base", "--jobs", "2")
    assert sorted(str(path) for path in work.rglob("*")) == before
    assert (work / ".git" / "index").read_bytes() == index


def test_many_packages_are_compared_in_several_processes(work: Path) -> None:
    many = {f"p{number}/s.go": STORE for number in range(45)}
    commit(work, many)
    write(work, {"p3/s.go": STORE + PUSH})
    done = golint(work, "check", "--diff-base", "HEAD", "--jobs", "2", *JSON)
    assert functions(done.stdout) == ["Push"]
    assert len(json.loads(done.stdout)["suppressed"]) == 46


# --- fails closed -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "revision", "says"),
    [
        ("--diff-base", "nope", "cannot compare with nope: no such commit: nope"),
        ("--diff-base", "base:store/s.go", "no such commit"),
        ("--diff-base", "", "no such commit"),
        ("--new-from-merge-base", "nope", "no such commit: nope"),
    ],
)
def test_a_bad_revision_is_a_mistake(work: Path, option: str, revision: str, says: str) -> None:
    done = golint(work, "check", option, revision)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_a_revision_is_never_taken_for_an_option(work: Path) -> None:
    done = golint(work, "check", f"--diff-base=--output={work}/owned")
    assert (done.returncode, done.stdout) == (2, "")
    assert "not a revision" in done.stderr


def test_a_shallow_clone_says_what_brings_the_rest(work: Path, tmp_path: Path) -> None:
    old = commit(work, {"store/s.go": STORE + PUSH})
    git(work, "branch", "side")
    commit(work, {"clean/c.go": "package clean\n\n"})
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{work}", "shallow")
    done = golint(tmp_path / "shallow", "check", "--diff-base", old)
    assert done.returncode == 2
    assert f"this clone is shallow: `git fetch --depth=1 origin {old}`" in done.stderr
    git(tmp_path / "shallow", "fetch", "-q", "--depth", "1", "origin", "side:side")
    done = golint(tmp_path / "shallow", "check", "--new-from-merge-base", "side")
    assert done.returncode == 2
    assert "`git fetch --unshallow` brings its history" in done.stderr
    assert golint(tmp_path / "shallow", "check", "--diff-base", "side").returncode == 0


def test_objects_that_are_missing_are_no_old_findings(work: Path) -> None:
    blob = git(work, "rev-parse", "base:store/s.go")
    (work / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    done = golint(work, "check", "--diff-base", "base")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot compare with base" in done.stderr


def test_no_git_and_no_repository_are_mistakes(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain").mkdir()
    write(tmp_path / "plain", {"go.mod": MOD, "s.go": STORE})
    assert "is no git repository" in golint(tmp_path / "plain", "check", "--diff-base", "HEAD").stderr
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    done = golint(work, "check", "--diff-base", "base")
    assert (done.returncode, done.stdout) == (2, "")
    assert "git is not installed" in done.stderr


def test_a_clean_run_still_needs_its_base(work: Path) -> None:
    assert golint(work, "check", "clean", "--diff-base", "nope").returncode == 2


def test_both_ways_to_name_a_base_at_once_are_a_mistake(work: Path) -> None:
    done = golint(work, "check", "--diff-base", "base", "--new-from-merge-base", "main")
    assert "--diff-base does not go with --new-from-merge-base" in done.stderr


# --- trust ------------------------------------------------------------------------------------------------------------


def test_nothing_of_the_repository_is_run(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touched = work.parent / "touched"
    script = work.parent / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {touched}\ncat\n")
    script.chmod(0o755)
    hooks = work.parent / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-auto-gc"):
        (hooks / name).write_text(script.read_text())
        (hooks / name).chmod(0o755)
        (work / ".git" / "hooks" / name).write_text(script.read_text())
        (work / ".git" / "hooks" / name).chmod(0o755)
    commit(work, {".gitattributes": "*.go filter=evil diff=evil merge=evil\n"})
    for name in ("core.fsmonitor", "filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "core.pager"):
        git(work, "config", name, str(script))
    for name in ("diff.evil.textconv", "diff.external", "core.sshCommand", "core.editor", "credential.helper"):
        git(work, "config", name, str(script))
    git(work, "config", "core.hooksPath", str(hooks))
    touched.unlink(missing_ok=True)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(script))
    monkeypatch.setenv("GIT_DIR", "/nope")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nope/index")
    for option in ("--diff-base", "--new-from-merge-base"):
        done = golint(work, "check", option, "HEAD", *JSON)
        assert (done.returncode, rules_in(done)) == (0, []), done.stderr
        assert len(json.loads(done.stdout)["suppressed"]) == 1
    assert not touched.exists()
    subprocess.run(["git", "status"], cwd=work, env={"PATH": os.environ["PATH"]}, check=False, capture_output=True)
    assert touched.exists(), "the trap works"
