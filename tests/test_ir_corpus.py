"""Every function of the standard library lowers to a well-formed one: of a sample, of all with GOLINT_CORPUS set."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from golint_py.ir.lower import lower
from golint_py.ir.verify import verify
from golint_py.load.header import scan
from golint_py.load.packages import GoFile
from golint_py.syntax.parse import parse
from golint_py.types.declare import declare
from golint_py.types.infer import Checker
from golint_py.types.lookup import Universe
from golint_py.types.std import StandardLibrary

SAMPLE = ("sync", "sort", "errors", "context", "net/textproto", "encoding/csv", "text/template/parse", "container/list")


def root() -> Path | None:
    go = Path(sys.executable).parent / "go"
    if not go.exists():
        return None
    found = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    return Path(found) / "src"


def packages(source: Path) -> Iterator[str]:
    if not os.environ.get("GOLINT_CORPUS"):
        yield from SAMPLE
        return
    for folder in sorted({path.parent for path in source.rglob("*.go")}):
        name = folder.relative_to(source).as_posix()
        if "testdata" not in name:
            yield name


def test_standard_library_lowers_to_well_formed_functions() -> None:
    source = root()
    if source is None:
        pytest.skip("no Go toolchain")
    universe = Universe({}, StandardLibrary())
    wrong: list[str] = []
    count = 0
    for name in packages(source):
        by_package: dict[str, list[tuple[GoFile, object]]] = {}
        for path in sorted((source / name).glob("*.go")):
            data = path.read_bytes()
            header = scan(data)
            file = GoFile(
                path=f"{name}/{path.name}",
                package=header.package,
                imports=header.imports,
                go=(1, 27),
                test=False,
                generated=False,
                cgo=False,
            )
            by_package.setdefault(header.package, []).append((file, parse(data)))
        for package, files in by_package.items():
            declared = declare(name, package, files, universe)  # type: ignore[arg-type]
            checker = Checker(declared, universe)
            for body in declared.bodies:
                for function in lower(body, checker.check(body), checker.lookup(False)).functions:
                    count += 1
                    wrong += [f"{function.path} {function.symbol}: {text}" for text in verify(function)]
    assert wrong == []
    assert count > 500
