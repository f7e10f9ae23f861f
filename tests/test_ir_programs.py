"""The intermediate representation means what Go means: lowered programs print what `go run` prints."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from interpreter.program import Program

from golint_py.ir.verify import verify

FOLDER = Path(__file__).resolve().parent.parent / "testdata" / "ir" / "programs"
NAMES = sorted(path.stem for path in FOLDER.glob("*.go"))
FEW = ("assign_order", "eval_order", "variables_last", "loopvars_old", "range_func", "panics")


@pytest.mark.parametrize("name", NAMES)
def test_program_prints_what_go_prints(name: str) -> None:
    program = Program((FOLDER / f"{name}.go").read_bytes())
    wrong = [f"{function.symbol}: {text}" for function in program.functions.values() for text in verify(function)]
    assert wrong == []
    assert program.run().decode() == (FOLDER / f"{name}.out").read_text()


def test_stored_output_is_what_go_prints(tmp_path: Path) -> None:
    """All programs with GOLINT_CORPUS set, a few without."""
    go = _go()
    if go is None:
        pytest.skip("no Go toolchain")
    names = NAMES if os.environ.get("GOLINT_CORPUS") else FEW
    (tmp_path / "go.mod").write_text("module programs\n\ngo 1.27\n")
    for name in names:
        (tmp_path / name).mkdir()
        shutil.copy(FOLDER / f"{name}.go", tmp_path / name / "main.go")
    environment = {**os.environ, "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod"}
    (tmp_path / "bin").mkdir()
    built = subprocess.run(
        [go, "build", "-o", "bin/", "./..."], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    for name in names:
        ran = subprocess.run([tmp_path / "bin" / name], capture_output=True, text=True, check=False, timeout=60)
        assert ran.stdout == (FOLDER / f"{name}.out").read_text(), name


def _go() -> str | None:
    import sys

    beside = Path(sys.executable).parent / "go"
    return str(beside) if beside.exists() else shutil.which("go")
