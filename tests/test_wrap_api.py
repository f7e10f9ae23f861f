"""`fix --strategy wrapper --api`: exported maps become wrappers in all packages of the paths, or nowhere (C.3 F17).

`testdata/wraps/_api` is a module: `store` exports a field and a variable, `user` uses them.
"""

import subprocess
from pathlib import Path
from shutil import copytree

import gojudge
import pytest
from cases import DATA
from gojudge import environment, run_go
from test_cli import golint
from test_fixes import gofmt, vet
from test_wraps import write_module

from golint_py.fix.patch import unified

needs_go = pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")
MAIN = 'package main\n\nimport (\n\t"fmt"\n\n\t"example.com/m/user"\n)\n\nfunc main() {\n\t%s\n}\n'
GOLDEN = DATA / "wraps" / "_api" / "wrapper.golden"


def module(folder: Path, **more: str) -> Path:
    """The module, with the generated package and further packages of one file."""
    write_module(folder)
    for name in ("store", "user"):
        copytree(DATA / "wraps" / "_api" / name, folder / name)
    for name, text in more.items():
        (folder / name).mkdir()
        (folder / name / f"{name}.go").write_text(text)
    return folder


def fix(folder: Path, *arguments: str) -> str:
    """Run the command in the folder; what it says."""
    done = golint(folder, "fix", "--strategy", "wrapper", "--unsafe-fixes", *arguments)
    assert done.returncode == 0
    return done.stdout


def texts(folder: Path) -> dict[str, bytes]:
    """All files of the two packages."""
    return {
        f"{name}/{path.name}": path.read_bytes() for name in ("store", "user") for path in (folder / name).iterdir()
    }


def test_exported_maps_change_in_all_packages_and_a_second_run_changes_nothing(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    before = texts(module(tmp_path))
    said = fix(tmp_path, "--api", "--show-fixes", ".")
    after = texts(tmp_path)
    titles = sorted({line for line in said.splitlines() if "Make" in line})
    patch = b"".join(unified(path, before[path], after[path]) for path in sorted(before)).decode()
    told = "".join(line + "\n" for line in titles) + patch
    if request.config.getoption("--update"):
        GOLDEN.write_text(told, "utf-8", newline="")
    assert told == GOLDEN.read_bytes().decode()
    fix(tmp_path, "--api", ".")
    assert texts(tmp_path) == after


def test_without_the_option_exported_maps_are_refused(tmp_path: Path) -> None:
    before = texts(module(tmp_path))
    out = fix(tmp_path, ".")
    for name in ("Names", "Counts"):
        assert f"{name} is exported, and example.com/m/user uses it; --api changes it and who uses it" in out
    assert texts(tmp_path) == before


THIRD = 'package third\n\nimport "example.com/m/store"\n\n%s\n'
REFUSED = {
    "type U store.Store": "U is declared as a Store",
    "type U struct{ Names map[string]int }\n\nfunc F(s *store.Store) *U { return (*U)(s) }": "U has the fields of",
    "func F() store.Store { return store.Store{map[string]int{}} }": "Store has a literal without field names",
    "func F(s *store.Store) *map[string]int { return &s.Names }": "the map goes on to a variable",
    'import _ "encoding/gob"\n\nvar _ *store.Store': "imports encoding/gob, which may read the field by its name",
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_another_package_does_with_the_struct_is_a_reason(code: str, tmp_path: Path) -> None:
    assert REFUSED[code] in fix(module(tmp_path, third=THIRD % code), "--api", ".")
    assert "Names map[string]int" in (tmp_path / "store" / "store.go").read_text()


def test_a_package_that_is_not_among_the_paths_is_a_reason(tmp_path: Path) -> None:
    before = texts(module(tmp_path))
    assert "Names is exported, and user/" in fix(tmp_path, "--api", "store")
    assert texts(tmp_path) == before


def test_a_struct_that_is_written_as_json_gets_a_pointer(tmp_path: Path) -> None:
    code = 'import "encoding/json"\n\nfunc F(s *store.Store) ([]byte, error) { return json.Marshal(*s) }'
    fix(module(tmp_path, third=THIRD % code), "--api", ".")
    text = (tmp_path / "store" / "store.go").read_text()
    assert "Names *safemap.Map[string, int]" in text
    assert "Names: safemap.Of(make(map[string]int))" in text
    assert "Names: safemap.Of(map[string]int{" in (tmp_path / "user" / "user.go").read_text()


@needs_go
def test_it_builds_on_all_platforms_prints_what_it_printed_and_does_not_race(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module(tmp_path)
    (tmp_path / "main.go").write_text(MAIN % "fmt.Print(user.Run())")
    run_go("build", "-o", str(tmp_path / "before"), ".", directory=tmp_path)
    fix(tmp_path, "--api", ".")
    assert gofmt(*(tmp_path / path for path in texts(tmp_path))) == ""
    assert vet(tmp_path) == set()
    run_go("test", "./store", directory=tmp_path)
    with monkeypatch.context() as other:
        other.setenv("GOOS", "windows")
        run_go("build", "./...", directory=tmp_path)
    run_go("build", "-o", str(tmp_path / "after"), ".", directory=tmp_path)
    said = [subprocess.run([tmp_path / one], capture_output=True, check=True).stdout for one in ("before", "after")]
    assert said[0]
    assert said[0] == said[1]
    probe = tmp_path / "probe"
    probe.mkdir()
    if gojudge.can_detect_races(probe):
        return
    (tmp_path / "main.go").write_text(MAIN % "user.Race()\n\tfmt.Println()")
    run_go("build", "-race", "-o", str(tmp_path / "race"), ".", directory=tmp_path)
    done = subprocess.run([tmp_path / "race"], env=environment(), capture_output=True, check=True)
    assert done.stderr == b""
