"""`fix --strategy wrapper` and `--strategy syncmap`: the rows of the catalogue (C.3, C.2), and what is refused.

Each folder of `testdata/wraps` is a package with a `Run` that prints what it printed; `Race` must not race.
"""

import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

import gojudge
import pytest
from cases import DATA
from gojudge import environment, run_go
from test_fixes import gofmt, vet

from golint_py.cli.fix import analyse
from golint_py.config import Options, Policy
from golint_py.fix.patch import unified
from golint_py.fix.plans import Bounds
from golint_py.fix.rounds import Outcome, Wish, run
from golint_py.generate.safemap import Wanted, sources
from golint_py.text.finding import Confidence, Safety

ROWS = sorted(file.parent.name for file in (DATA / "wraps").glob("*/p.go"))
STRATEGIES = ("wrapper", "syncmap")

needs_go = pytest.mark.skipif(gojudge.go_command() is None, reason="the Go toolchain is not installed")


def write_module(folder: Path, go: tuple[int, int] = (1, 25), tags: bool = False) -> None:
    """A module with the generated package."""
    (folder / "go.mod").write_text(f"module example.com/m\n\ngo {go[0]}.{go[1]}\n")
    if go >= (1, 18):
        for path, text in sources(
            Wanted("internal/safemap", "example.com/m/internal/safemap", go, tests=False, tags=tags)
        ).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)


def fixed(folder: Path, name: str, strategy: str, files: dict[str, bytes] | None = None) -> Outcome:
    """The outcome of `fix --unsafe-fixes` for one package, with these files changed."""
    options = Options(str(folder), (name,), policies=(Policy(),), jobs=1, use_cache=False)
    wish = Wish(
        wanted=lambda one: one.rule.startswith("map/") and one.confidence >= Confidence.MEDIUM,
        least=Safety.UNSAFE,
        bounds=Bounds(lambda _: True, strategy),
    )
    return run(lambda changed, families: analyse(options, (files or {}) | changed, families), wish)


@functools.cache
def outcome(name: str, strategy: str) -> Outcome:
    """What becomes of a row."""
    with tempfile.TemporaryDirectory() as folder:
        write_module(Path(folder))
        shutil.copytree(DATA / "wraps" / name, Path(folder) / name)
        return fixed(Path(folder), name, strategy)


def told(name: str, strategy: str) -> str:
    """Refusals, titles and the patch."""
    done = outcome(name, strategy)
    lines = sorted({f"refused {one.message}\n" for one in done.refused})
    lines += sorted({f"made ({one.fix.safety.name.lower()}) {one.fix.title}\n" for one in done.applied})
    patches = (unified(path.rpartition("/")[2], done.before[path], after) for path, after in done.files.items())
    return "".join(lines) + b"".join(patches).decode()


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("name", ROWS)
def test_row_is_what_the_golden_says(name: str, strategy: str, request: pytest.FixtureRequest) -> None:
    golden = DATA / "wraps" / name / f"{strategy}.golden"
    if request.config.getoption("--update"):
        golden.write_text(told(name, strategy), "utf-8", newline="")
    assert told(name, strategy) == golden.read_bytes().decode()


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("name", ROWS)
def test_second_run_changes_nothing(name: str, strategy: str, tmp_path: Path) -> None:
    write_module(tmp_path)
    shutil.copytree(DATA / "wraps" / name, tmp_path / name)
    assert not fixed(tmp_path, name, strategy, outcome(name, strategy).files).files


@needs_go
def test_rows_build_print_what_they_printed_and_do_not_race(tmp_path: Path) -> None:
    kinds = ("before", *STRATEGIES)
    write_module(tmp_path)
    written = []
    for kind in kinds:
        for name in ROWS:
            shutil.copytree(DATA / "wraps" / name, tmp_path / kind / name)
            for path, data in outcome(name, kind).files.items() if kind != "before" else ():
                written.append(tmp_path / kind / path)
                written[-1].write_bytes(data)
    assert gofmt(*written) == ""
    assert vet(tmp_path) == set()
    rows = [f"{kind}/{name}" for kind in kinds for name in ROWS]
    imports = "".join(f'\tp{at} "example.com/m/{row}"\n' for at, row in enumerate(rows))
    calls = "".join(f'\tcase "{row}":\n\t\tfmt.Println(p{at}.Run())\n' for at, row in enumerate(rows))
    races = "".join(f'\tcase "race/{row}":\n\t\tp{at}.Race()\n' for at, row in enumerate(rows) if "/race" in row)
    (tmp_path / "main.go").write_text(
        f'package main\n\nimport (\n\t"fmt"\n\t"os"\n\n{imports})\n\n'
        f"func main() {{\n\tswitch os.Args[1] {{\n{calls}{races}\t}}\n}}\n"
    )
    probe = tmp_path / "probe"
    probe.mkdir()
    reason = gojudge.can_detect_races(probe)
    run_go(
        "build", "-trimpath", *(() if reason else ("-race",)), "-o", str(tmp_path / "program"), ".", directory=tmp_path
    )

    def said(argument: str) -> tuple[str, str]:
        done = subprocess.run(
            [tmp_path / "program", argument], env=environment(), capture_output=True, text=True, timeout=60, check=False
        )
        return done.stdout, done.stderr

    for name in ROWS:
        before = said(f"before/{name}")[0]
        assert before
        assert [said(f"{kind}/{name}")[0] for kind in STRATEGIES] == [before, before]
    if not reason:
        assert "DATA RACE" in said("race/before/race")[1]
        assert [said(f"race/{kind}/race")[1] for kind in STRATEGIES] == ["", ""]


PRINTED = """package p

import (
	"fmt"
	"log"
)

type T struct{ m map[string]int }

type Words struct{ m map[string]int }

func (w *Words) String() string { return "words" }

func (t *T) add() { t.m["a"]++ }

func (w *Words) add() { w.m["a"]++ }

func Run(t *T, w *Words) {
	go t.add()
	go w.add()
	t.add()
	w.add()
	fmt.Println(w)
	fmt.Printf("%p %T %%\\n", t, t)
%s}
"""


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize(
    ("calls", "words"),
    [
        ("", ""),
        ('\tfmt.Printf("%p %+v\\n", t, t)\n', "; fmt.Printf will print something else (first at p/p.go:25)"),
        ("\tlog.Print([]*T{})\n", ""),  # fmt prints the address of each
        ("\tlog.Print([]T{})\n\tlog.Println(t)\n", "; log.Print and 1 more call will print something else"),
    ],
)
def test_what_prints_the_struct_is_named_in_the_title(calls: str, words: str, strategy: str, tmp_path: Path) -> None:
    write_module(tmp_path)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "p.go").write_text(PRINTED.replace("%s", calls))
    titles = sorted(one.fix.title for one in fixed(tmp_path, "p", strategy).applied)
    assert [title.split()[1] for title in titles] == ["T.m", "Words.m"]
    assert words in titles[0]
    assert ["print" in title for title in titles] == [words != "", False]


LEFT_TO_TESTS = """package p

type T struct{ m map[string]int }

func (t *T) add(k string) { t.m[k] = 1 }

func Run(t *T) {
	go t.add("a")
	t.add("b")
}
"""
ITS_TEST = """package p

import "testing"

func Test(t *testing.T) {
	if x := new(T); len(x.m) > 0 || x.m["a"] > 0 {
		t.Fail()
	}
}
"""


@pytest.mark.parametrize(("constraint", "path"), [("", "p/a_test.go"), ("//go:build linux\n\n", "p/b_test.go")])
def test_helpers_that_only_tests_need_are_written_into_a_test(constraint: str, path: str, tmp_path: Path) -> None:
    write_module(tmp_path)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "p.go").write_text(LEFT_TO_TESTS)
    (tmp_path / "p" / "a_test.go").write_text(constraint + ITS_TEST)
    (tmp_path / "p" / "b_test.go").write_text(ITS_TEST.replace("Test(", "Test2("))
    files = fixed(tmp_path, "p", "syncmap").files
    assert {one for one, data in files.items() if b"func mLen(" in data or b"func mGet(" in data} == {path}
    assert b'\t"sync"\n\t"testing"\n' in files[path]
    assert b"sync" not in files[min({"p/a_test.go", "p/b_test.go"} - {path})]


def test_helpers_for_tests_of_several_platforms_are_refused(tmp_path: Path) -> None:
    write_module(tmp_path)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "p.go").write_text(LEFT_TO_TESTS)
    (tmp_path / "p" / "a_test.go").write_text("//go:build linux\n\n" + ITS_TEST)
    (tmp_path / "p" / "b_linux_test.go").write_text(ITS_TEST.replace("Test(", "Test2("))
    (refused,) = {one.message for one in fixed(tmp_path, "p", "syncmap").refused}
    assert "only tests for several platforms need the helper functions" in refused
