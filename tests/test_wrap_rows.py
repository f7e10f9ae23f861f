"""Each row F1 to F30 of the catalogue (C.3, C.2) by itself: what `fix --strategy wrapper` and `syncmap` make of it, or
why they refuse it, is in `testdata/wraps/rows.golden`; what they make is vetted and formatted."""

import functools
import re
import tempfile
from pathlib import Path

import pytest
from cases import DATA
from test_fixes import gofmt, vet
from test_wrap_refusals import HEAD
from test_wraps import STRATEGIES, fixed, needs_go, write_module

from golint_py.fix.rounds import Outcome

ROWS = re.findall(r"^## (F\d+) .*\n((?:(?!## ).*\n)+)", (DATA / "wraps" / "rows.txt").read_text("utf-8"), re.MULTILINE)
GOLDEN = DATA / "wraps" / "rows.golden"
PACKAGES = ("encoding/json", "fmt", "maps", "reflect", "slices")


def program(code: str) -> str:
    """The package of a row."""
    used = [one for one in PACKAGES if f"{one.rpartition('/')[2]}." in code]
    text = HEAD % ("".join(f'import "{one}"\n' for one in used), "", code)
    return re.sub(r"\n{3,}", "\n\n", text.replace("package p\n\n\n", "package p\n\n")).rstrip() + "\n"


@functools.cache
def outcome(code: str, strategy: str) -> Outcome:
    """What becomes of the row."""
    with tempfile.TemporaryDirectory() as folder:
        write_module(Path(folder))
        (Path(folder) / "p").mkdir()
        (Path(folder) / "p" / "p.go").write_text(program(code), "utf-8")
        return fixed(Path(folder), "p", strategy)


def told(row: str, code: str, strategy: str) -> str:
    """The lines that were not there before, the titles that say more than what was done, and the refusals."""
    done = outcome(code, strategy)
    lines = [
        f"    refused: {one}" for one in sorted({one.message.partition(" is not fixed: ")[2] for one in done.refused})
    ]
    lines += [f"    made: {one}" for one in sorted({one.fix.title for one in done.applied})]
    before = set(program(code).splitlines())
    for data in done.files.values():
        lines += [one for one in data.decode().splitlines() if one not in before]
    return f"## {row} {strategy}\n" + "\n".join(lines) + "\n\n"


def test_rows_are_what_the_golden_says(request: pytest.FixtureRequest) -> None:
    said = "".join(told(row, code, strategy) for row, code in ROWS for strategy in STRATEGIES)
    if request.config.getoption("--update"):
        GOLDEN.write_text(said, "utf-8", newline="")
    assert said == GOLDEN.read_text("utf-8")


def test_every_row_of_the_catalogue_is_there() -> None:
    """F28 (tests) and F29 (other platforms) are of several files: see test_wrap_refusals, testdata/wraps/platforms."""
    assert [row for row, _ in ROWS] == [f"F{number}" for number in range(1, 31) if number not in (28, 29)]


@needs_go
def test_what_rows_become_is_vetted_and_formatted(tmp_path: Path) -> None:
    write_module(tmp_path)
    written = []
    for strategy in ("before", *STRATEGIES):
        for row, code in ROWS:
            folder = tmp_path / strategy / row.lower()
            folder.mkdir(parents=True)
            files = {"p/p.go": program(code).encode()} | ({} if strategy == "before" else outcome(code, strategy).files)
            for path, data in files.items():
                written.append(folder / path.rpartition("/")[2])
                written[-1].write_bytes(data)
    assert gofmt(*written) == ""
    assert vet(tmp_path) == set()
