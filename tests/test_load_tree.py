"""Trees of files: the disk, a git revision, an overlay, and where the root of a run is."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from golint_py.load.git import GitError, GitTree
from golint_py.load.roots import find_root, place
from golint_py.load.tree import DiskTree, Entry, OverlayTree, SourceTree


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture(params=["disk", "git", "overlay"])
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SourceTree]:
    """The same files in each sort of tree."""
    write(tmp_path, {"a.go": "package a\n", "dir/b.go": "package b\n", "dir/sub/c.go": "package c\n"})
    (tmp_path / "dir" / "link.go").symlink_to("../a.go")
    (tmp_path / "dir" / "out.go").symlink_to("/etc/passwd")
    (tmp_path / "dir" / "gone.go").symlink_to("nothing.go")
    (tmp_path / "dir" / "loop").symlink_to("..")
    (tmp_path / "dir" / "self.go").symlink_to("self.go")
    if request.param == "git":
        git(tmp_path, "init")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-m", "x")
        write(tmp_path, {"a.go": "changed since\n"})
        with GitTree(str(tmp_path), "HEAD") as found:
            yield found
    elif request.param == "overlay":
        write(tmp_path, {"a.go": "to be replaced\n"})
        (tmp_path / "dir" / "sub" / "c.go").unlink()
        files = {"a.go": b"package a\n", "dir/sub/c.go": b"package c\n"}
        yield OverlayTree(DiskTree(str(tmp_path)), files)
    else:
        yield DiskTree(str(tmp_path))


def test_entries_are_sorted_and_say_why_they_cannot_be_read(tree: SourceTree) -> None:
    names = [entry.name for entry in tree.list("") if entry.name != ".git"]
    assert names == ["a.go", "dir"]
    found = {entry.name: entry for entry in tree.list("dir")}
    assert list(found) == sorted(found)
    assert found["b.go"] == Entry("b.go", False)
    assert found["sub"] == Entry("sub", True)
    assert found["link.go"].reason == ""
    assert "out of the tree" in found["out.go"].reason
    assert "nowhere" in found["gone.go"].reason
    assert found["self.go"].reason
    assert not found["loop"].directory
    assert "not followed" in found["loop"].reason


def test_files_are_read_whole_or_in_part(tree: SourceTree) -> None:
    assert tree.read("a.go") == b"package a\n"
    assert tree.read("dir/sub/c.go", 4) == b"pack"
    assert tree.read("dir/b.go", 1000) == b"package b\n"


def test_links_inside_the_tree_are_followed_those_out_of_it_are_not(tree: SourceTree) -> None:
    assert tree.read("dir/link.go").startswith((b"package a", b"to be"))
    for path in ("dir/out.go", "dir/gone.go", "dir/self.go"):
        with pytest.raises(OSError):  # noqa: PT011 - which one differs
            tree.read(path)
        assert tree.stat(path) is None


def test_stat_tells_files_directories_and_nothing_apart(tree: SourceTree) -> None:
    file, folder = tree.stat("dir/sub/c.go"), tree.stat("dir/sub")
    assert file is not None
    assert (file.directory, file.size) == (False, 10)
    assert folder is not None
    assert folder.directory
    assert tree.stat("nothing") is None
    root = tree.stat("")
    assert root is not None
    assert root.directory


def test_what_is_missing_raises_an_os_error(tree: SourceTree) -> None:
    with pytest.raises(OSError, match=r"(?i)no such file"):
        tree.read("dir/nothing.go")
    with pytest.raises(OSError, match=r"(?i)no such file"):
        tree.list("nothing")


def test_the_disk_is_not_left_by_dots_or_linked_directories(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    write(inside, {"a.go": "package a\n"})
    write(outside, {"secret.go": "package s\n"})
    (inside / "door").symlink_to(outside)
    tree = DiskTree(str(inside))
    for path in ("../out/secret.go", "door/secret.go"):
        with pytest.raises(OSError, match="out of the tree"):
            tree.read(path)
        assert tree.stat(path) is None
    with pytest.raises(OSError, match="out of the tree"):
        tree.list("door")


def test_odd_names_survive(tmp_path: Path) -> None:
    raw = os.fsencode(str(tmp_path)) + b"/odd \xff\n.go"
    Path(os.fsdecode(raw)).write_text("package p\n")
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "x")
    name = os.fsdecode(b"odd \xff\n.go")
    with GitTree(str(tmp_path), "HEAD") as committed:
        for tree in (DiskTree(str(tmp_path)), committed):
            assert name in [entry.name for entry in tree.list("")]
            assert tree.read(name) == b"package p\n"
    assert DiskTree(str(tmp_path)).stat("nul\0.go") is None


def test_a_fifo_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.go")
    tree = DiskTree(str(tmp_path))
    assert tree.list("")[0].reason == "not a regular file"
    assert tree.stat("pipe.go") is None


def test_git_ignores_the_callers_variables_and_the_repositorys_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = write(tmp_path / "r", {"a.go": "package a\n", ".gitattributes": "*.go filter=evil\n"})
    git(repository, "init")
    git(repository, "add", ".")
    git(repository, "commit", "-m", "x")
    touched = tmp_path / "touched"
    for key in ("core.fsmonitor", "filter.evil.smudge", "filter.evil.clean", "core.pager", "core.sshCommand"):
        git(repository, "config", key, f"touch {touched}; cat")
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nonexistent")
    with GitTree(str(repository), "HEAD") as tree:
        assert tree.read("a.go") == b"package a\n"
    assert not touched.exists()


@pytest.mark.parametrize("revision", ["nope", "--output=x", "HEAD:a.go"])
def test_what_is_no_revision_is_named(tmp_path: Path, revision: str) -> None:
    git(tmp_path, "init")
    with pytest.raises(GitError, match=r"nope|revision|commit"):
        GitTree(str(tmp_path), revision)
    with pytest.raises(GitError, match="not a git repository"):
        GitTree("/", "HEAD")


# Roots.


def test_the_root_is_that_of_git(tmp_path: Path) -> None:
    write(tmp_path, {"go.mod": "module m\n", "a/go.mod": "module m/a\n", "a/b/c.go": "package b\n"})
    (tmp_path / ".git").mkdir()
    root = str(tmp_path.resolve())
    assert find_root(["a/b/c.go"], str(tmp_path)) == root
    assert find_root([str(tmp_path / "a" / "b")], "/") == root
    assert find_root(["./..."], str(tmp_path / "a")) == root
    assert place("c.go", root, str(tmp_path / "a" / "b")) == "a/b/c.go"
    assert place("...", root, str(tmp_path / "a")) == "a"
    assert place(".", root, str(tmp_path)) == ""


def test_without_git_the_root_is_the_working_directory_or_the_module(tmp_path: Path) -> None:
    write(tmp_path, {"m/go.mod": "module m\n", "m/a/b/c.go": "package b\n", "other/d.go": "package d\n"})
    root = str(tmp_path.resolve())
    assert find_root(["m/a/b/c.go"], root) == root
    assert find_root(["c.go"], f"{root}/m/a/b") == f"{root}/m"
    assert find_root([f"{root}/other/d.go"], f"{root}/m") == f"{root}/other"
    assert find_root([f"{root}/other/d.go", f"{root}/m"], f"{root}/m/a") == root
    assert find_root([], f"{root}/m/a") == f"{root}/m"


def test_paths_outside_of_the_root_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        place("/etc", str(tmp_path / "r"), str(tmp_path))
    assert place("a", "/", "/tmp") == "tmp/a"
