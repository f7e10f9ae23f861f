"""Cost grows nearly with size, and nothing depends on how deep or long the input is.

Calls of Python functions are counted, not seconds: the same in every run, whatever else the machine does.
"""

import cProfile
import importlib
import re
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from growth import SHAPES, Shape, one

from golint_py.analyses.reachability import reached_without
from golint_py.config import Options
from golint_py.driver import Run, check

SMALL = {
    "a function of n lines with branches": 400,
    "a function of n lines without branches": 400,
    "n goroutines started by one function": 60,
    "n methods of one type": 120,
    "a chain of n calls": 200,
    "blocks n deep": 100,
    "function literals n deep": 40,
    "a sum of n terms": 300,
    "a literal table of n bytes": 20_000,
    "a map of n function literals": 100,
    "a chain of n packages": 40,
}
GROWTH = 2.6  # times the calls for twice the size; 2 is linear, 4 quadratic


def analysed(shape: Shape, size: int, folder: Path) -> Run:
    (folder / "go.mod").write_text("module example.com/m\n\ngo 1.22\n")
    for path, text in shape.files(size):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return check(Options(str(folder), ("",), jobs=1, max_file_bytes=100_000_000))


def calls(shape: Shape, size: int, folder: Path) -> int:
    folder.mkdir()
    profile = cProfile.Profile()
    profile.enable()
    run = analysed(shape, size, folder)
    profile.disable()
    assert run.failures == ()
    assert run.report.skipped == ()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name.replace(" ", "-"))
def test_twice_the_size_is_about_twice_the_work(shape: Shape, tmp_path: Path) -> None:
    size = SMALL[shape.name]
    calls(shape, 2, tmp_path / "first")  # imports and tables that are read once
    half, whole, twice = (calls(shape, n, tmp_path / str(n)) for n in (size // 2, size, size * 2))
    assert twice - whole < GROWTH * (whole - half), (half, whole, twice)


LOOP = "\tfor _, name := range names {\n\t\tn := 0\n\t\tgo func() { n++; s.use(name) }()\n\t\tn++\n\t}\n"


def regions(calls: int, folder: Path) -> int:
    """How often it is worked out what can follow what, in a function with five loops that start goroutines."""
    body = LOOP * 5 + "\ts.use(s.name)\n" * calls
    text = "package p\n\ntype S struct {\n\tm map[string]int\n\tname string\n}\n\n"
    text += "func (s *S) use(name string) { s.m[name]++ }\n\nfunc (s *S) run(names []string) {\n" + body + "}\n"
    shape = Shape("", (), lambda _: one(text))
    folder.mkdir()
    profile = cProfile.Profile()
    profile.enable()
    run = analysed(shape, 1, folder)
    profile.disable()
    assert run.report.lowered >= 16 + calls
    return sum(entry.callcount for entry in profile.getstats() if entry.code is reached_without.__code__)


def test_where_loops_declare_variables_anew_is_worked_out_once(tmp_path: Path) -> None:
    assert regions(40, tmp_path / "more") < regions(10, tmp_path / "few") + 40


DEEP = {"blocks n deep": 5000, "function literals n deep": 500, "a sum of n terms": 5000, "a chain of n calls": 3000}


@pytest.mark.parametrize("name", DEEP)
def test_depth_is_no_limit(name: str, tmp_path: Path) -> None:
    """Nothing is lost, though it is nested deeper than Python calls may be."""
    shape = next(each for each in SHAPES if each.name == name)
    limit = sys.getrecursionlimit()
    run = analysed(shape, DEEP[name], tmp_path)
    assert run.failures == ()
    assert run.report.skipped == ()
    assert run.report.lowered > DEEP[name] or name == "a sum of n terms"
    assert sys.getrecursionlimit() == limit


LONG = {
    "indices": b"\tuse(m" + b"[0]" * 4000 + b")\n",
    "indices that are returned": b"return a" + b"[0]" * 3000 + b" + b\n",
    "terms of a sum": b"\treturn " + b" + ".join(b"m[%d]" % n for n in range(4000)) + b"\n",
    "arguments": b"f(" + b", ".join(b"a%d" % n for n in range(4000)) + b")\n",
    "elements": b"x := []T{\n" + b",\n".join(b"a%d" % n for n in range(10_000)) + b"}\n",
    "selectors": b"x := " + b"a." * 5000 + b" + 1\n",
    "parentheses": b"f(" + b"(" * 5000 + b" 1\n",
    "spaces": b"x" + b" " * 5000 + b"\n",
}


@pytest.mark.parametrize(
    "module", ["captures", "copying", "helping", "map_names", "shared_state", "bodies", "holders", "body_index"]
)
def test_patterns_over_texts_do_not_lose_themselves_in_long_ones(module: str) -> None:
    """Nested repetitions need exponential time, those that begin anywhere quadratic time; both are a hang."""
    loaded = vars(importlib.import_module(f"golint_py.selection.{module}"))
    for name, pattern in loaded.items():
        if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, bytes):
            for what, text in LONG.items():
                started = time.process_time()
                pattern.findall(text)
                assert time.process_time() - started < 2.0, (name, what)
