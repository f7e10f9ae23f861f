"""The pre-commit hooks with real commits: several folders, excludes, the variables that git sets inside of a hook."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from repository import IDENTITY, git, write
from test_cli import golint

import golint_py

ROOT = Path(__file__).resolve().parent.parent
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
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
FIXED = BUG.replace("RLock", "Lock").replace("RUnlock", "Unlock")


def environment(folder: Path) -> dict[str, str]:
    """What a commit runs with: this golint_py, a cache of its own, nothing of the caller's git."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    kept |= {"PRE_COMMIT_HOME": str(folder / "cache"), "PYTHONPATH": str(Path(golint_py.__file__).parent.parent)}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository whose commits run the hooks as they are published, but with the golint-py that is tested."""
    folder = tmp_path / "work"
    folder.mkdir()
    git(folder, "init", "-q")
    write(folder, {"go.mod": "module example.com/m\n\ngo 1.22\n", "golint-py.toml": 'exclude = ["gen"]\n'})
    return folder


def install(work: Path, *ids: str, args: tuple[str, ...] = ()) -> None:
    hooks: list[dict[str, Any]] = []
    for name in ids:
        hook = {key: value for key, value in HOOKS[name].items() if key != "minimum_pre_commit_version"}
        program, rest = hook["entry"].split(" ", 1)
        assert program == "golint-py"
        entry = f"{sys.executable} -m golint_py {rest}"
        hooks.append(hook | {"language": "system", "entry": entry, "args": list(args)})
    write(work, {".pre-commit-config.yaml": yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]})})
    git(work, "add", "-A")
    git(work, "commit", "-q", "--no-verify", "-m", "start")
    command = [sys.executable, "-m", "pre_commit", "install"]
    subprocess.run(command, cwd=work, env=environment(work.parent), check=True, capture_output=True)


def commit(work: Path, files: dict[str, str]) -> tuple[int, str]:
    """Commit files; the exit code, and what the hooks have said."""
    write(work, files)
    git(work, "add", "-A")
    done = subprocess.run(
        ["git", *IDENTITY, "commit", "-m", "x"],
        cwd=work,
        env=environment(work.parent),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_hooks_are_complete_and_never_split() -> None:
    assert list(HOOKS) == ["golint-py", "golint-py-full", "golint-py-fix", "golint-py-config"]
    for hook in HOOKS.values():
        assert hook["require_serial"]
        assert hook["language"] == "python"
        assert hook["description"]


def test_a_commit_with_a_bug_is_stopped_and_one_without_goes_through(work: Path) -> None:
    install(work, "golint-py")
    code, said = commit(work, {"a/a.go": BUG, "c d/e.go": BUG, "gen/g.go": BUG, "b/b.go": "package b\n"})
    assert code == 1
    assert "--> a/a.go:10:2" in said
    assert "--> c d/e.go:10:2" in said
    assert "gen/g.go" not in said
    assert "2 findings (2 errors) in 3 files" in said  # one process for all folders
    code, said = commit(work, {"a/a.go": FIXED, "c d/e.go": FIXED})
    assert code == 0, said


def test_only_what_is_in_the_staged_files_is_reported(work: Path) -> None:
    write(work, {"a/old.go": BUG})
    install(work, "golint-py")
    code, said = commit(work, {"a/new.go": "package p\n\nvar other = 1\n"})
    assert code == 0, said
    code, said = commit(work, {"a/new.go": 'package p\n\nfunc G() {\n\tmu.RLock()\n\tm["b"] = 1\n\tmu.RUnlock()\n}\n'})
    assert code == 1
    assert "--> a/new.go:5:2" in said


def test_the_whole_repository_is_checked_by_the_other_hook(work: Path) -> None:
    write(work, {"a/old.go": BUG})
    install(work, "golint-py-full")
    code, said = commit(work, {"b/b.go": "package b\n"})
    assert code == 1
    assert "--> a/old.go:10:2" in said


def test_gits_own_variables_in_a_hook_do_no_harm(work: Path) -> None:
    """git sets GIT_INDEX_FILE, GIT_PREFIX and, in a work tree, GIT_DIR for its hooks."""
    write(work, {"a/a.go": BUG})
    install(work, "golint-py", args=("--diff-base", "HEAD"))
    code, said = commit(work, {"a/a.go": "// words\n" + BUG})
    assert code == 0, said
    code, said = commit(work, {"b/b.go": BUG})
    assert code == 1
    assert "--> b/b.go:10:2" in said
    git(work, "reset", "-q", "--hard")
    git(work, "worktree", "add", "-q", "../tree")
    tree = work.parent / "tree"
    code, said = commit(tree, {"a/a.go": "// more words\n" + BUG})
    assert code == 0, said
    assert commit(tree, {"b/b.go": BUG})[0] == 1


def test_a_broken_configuration_stops_a_commit(work: Path) -> None:
    install(work, "golint-py-config")
    code, said = commit(work, {"sub/.golint-py.toml": "slect = []\n"})
    assert code == 1
    assert "unknown key slect; did you mean select?" in said
    code, said = commit(work, {"sub/.golint-py.toml": "select = ['map']\n", "other.toml": "nonsense = 1\n"})
    assert code == 0, said


def test_safe_fixes_are_made_and_have_to_be_staged(work: Path) -> None:
    install(work, "golint-py-fix")
    code, said = commit(work, {"a/a.go": BUG, "gen/g.go": BUG})
    assert code == 1, said
    assert (work / "a" / "a.go").read_text() == FIXED
    assert (work / "gen" / "g.go").read_text() == BUG
    code, said = commit(work, {})
    assert code == 0, said


def test_init_writes_hooks_that_work(work: Path) -> None:
    assert golint(work, "init").returncode == 0
    whole = yaml.safe_load((work / ".pre-commit-config.yaml").read_text())
    for hook in whole["repos"][0]["hooks"]:
        published = HOOKS[hook["id"]]
        assert (hook["entry"], hook.get("types"), hook.get("files")) == (
            published["entry"],
            published.get("types"),
            published.get("files"),
        )


@pytest.mark.slow
def test_pre_commit_installs_the_hooks_from_the_repository(work: Path) -> None:
    """Needs the network: pre-commit installs golint-py and what it depends on. What is tested is the last commit."""
    write(work, {"a/p.go": BUG, "b/p.go": BUG, "gen/p.go": BUG})
    git(work, "add", "-A")
    clean = {name: value for name, value in environment(work.parent).items() if not name.startswith("PYTHON")}

    def run(hook: str, *files: str) -> str:
        command = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), hook, "--verbose"]
        done = subprocess.run(
            [*command, "--files", *files], cwd=work, env=clean, capture_output=True, text=True, check=False
        )
        return f"{done.returncode}\n{done.stdout}{done.stderr}"

    for name in ("golint-py", "golint-py-full"):
        said = run(name, "a/p.go", "b/p.go", "gen/p.go")
        assert said.startswith("1\n"), said
        assert "--> a/p.go:10:2" in said
        assert "--> b/p.go:10:2" in said
        assert "gen/p.go" not in said
    assert run("golint-py-config", "golint-py.toml").startswith("0\n")
    assert run("golint-py-fix", "a/p.go").startswith("1\n")
    assert (work / "a" / "p.go").read_text() == FIXED
