"""Every rule says what its test data expects, and nothing else; its page shows what it finds."""

from pathlib import Path

import pytest
from cases import DATA, Case, Said, Want, discover, mismatches, wants_of

from golint_py import driver, rule
from golint_py.config import Options
from golint_py.text.finding import Confidence

CASES = discover()
RULES = rule.discover()


def lint(root: Path, path: str, *select: str, least: Confidence = Confidence.LOW) -> list[Said]:
    """What the selected rules say about the package in the folder `path` below `root`."""
    options = Options(str(root), (path,), select=select, min_confidence=least, jobs=1, use_cache=False)
    report = driver.check(options).report
    assert report.failures == 0
    sources: dict[str, bytes] = {}
    said = []
    for finding in report.findings:
        file = finding.place.path
        source = sources.setdefault(file, (root / file).read_bytes())
        line = source.count(b"\n", 0, finding.place.start) + 1
        name = file.removeprefix(path + "/")
        said.append(Said(name, line, finding.rule, finding.confidence.name.lower(), finding.message))
    return said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case_yields_what_it_expects_and_nothing_else(case: Case) -> None:
    named = {one for want in case.wants for one in want.rules}
    said = lint(DATA, case.directory.relative_to(DATA).as_posix(), case.rule.partition("/")[0], *sorted(named))
    assert not (wrong := mismatches(case.wants, said)), "\n".join(wrong)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_without_expectations_says_so_in_its_name(case: Case) -> None:
    assert case.name.startswith("ok_") == (not case.wants)


@pytest.mark.parametrize("name", [one.id for one in RULES])
def test_rule_has_flagged_data_and_a_near_miss(name: str) -> None:
    assert any(name in want.rules for case in CASES for want in case.wants), "no line of the test data wants it"
    assert any(case.rule == name and not case.wants for case in CASES), "no case is a near miss"


def _snippet(loaded: rule.Loaded, section: str, folder: Path) -> list[Said]:
    text = rule.sections(loaded.doc)[section]
    (folder / "snippet").mkdir()
    (folder / "snippet" / "snippet.go").write_text(text + "\n", "utf-8")
    return lint(folder, "snippet", loaded.id, least=Confidence.MEDIUM)


@pytest.mark.parametrize("loaded", RULES, ids=lambda one: one.id)
def test_bad_example_of_the_page_is_found(loaded: rule.Loaded, tmp_path: Path) -> None:
    assert loaded.id in {said.rule for said in _snippet(loaded, "Bad", tmp_path)}


@pytest.mark.parametrize("loaded", RULES, ids=lambda one: one.id)
def test_good_example_of_the_page_is_not_found(loaded: rule.Loaded, tmp_path: Path) -> None:
    assert _snippet(loaded, "Good", tmp_path) == []


def test_an_unexpected_finding_fails_like_a_missed_one() -> None:
    want = Want("a.go", 3, ("map/x", "map/y"), "", "items")
    met = Said("a.go", 3, "map/y", "medium", "map `items` is written")
    assert mismatches([want], [met]) == []
    assert len(mismatches([want], [])) == 1
    assert len(mismatches([], [met])) == 1
    assert len(mismatches([want], [met, met])) == 1
    for other in (
        Said("a.go", 4, "map/y", "medium", "map `items` is written"),
        Said("b.go", 3, "map/y", "medium", "map `items` is written"),
        Said("a.go", 3, "map/z", "medium", "map `items` is written"),
        Said("a.go", 3, "map/y", "low", "map `items` is written"),
        Said("a.go", 3, "map/y", "medium", "map `names` is written"),
    ):
        assert len(mismatches([want], [other])) == 2


def test_several_expectations_share_a_line() -> None:
    source = 'package a\n\nm[k] = v // want map/x "m" lock/y|lock/z:low `k "q"`\n'
    assert wants_of("a.go", source) == [
        Want("a.go", 3, ("map/x",), "", "m"),
        Want("a.go", 3, ("lock/y", "lock/z"), "low", 'k "q"'),
    ]


@pytest.mark.parametrize("text", ['map/x "m" and', "map/x m", 'map/x:sure "m"', 'map/x "("'])
def test_an_expectation_that_cannot_be_read_is_an_error(text: str) -> None:
    with pytest.raises(Exception, match=r"cannot read|subpattern"):
        wants_of("a.go", f"m[k] = v // want {text}\n")


def test_a_want_in_prose_is_no_expectation() -> None:
    assert wants_of("a.go", '// want+1 map/x "a"\n//go:linkname a b') == [Want("a.go", 2, ("map/x",), "", "a")]
    assert wants_of("a.go", "m[k] = v // want a map\n// we want map/x\n") == []


def test_new_spellings_are_asked_for_where_the_language_version_has_them(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    source = """package p

import "unsafe"

func next(p unsafe.Pointer) unsafe.Pointer { return unsafe.Pointer(uintptr(p) + 8) }

func text(b []byte) string { return *(*string)(unsafe.Pointer(&b)) }
"""
    (tmp_path / "p" / "a.go").write_text(source)
    for version, lines in (("1.16", []), ("1.19", [5]), ("1.20", [5, 7])):
        (tmp_path / "go.mod").write_text(f"module m\n\ngo {version}\n")
        assert [one.line for one in lint(tmp_path, "p", "unsafe/legacy-unsafe-spelling")] == lines


def test_functions_that_nobody_calls_do_not_speak_against_a_lock(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module m\n\ngo 1.25\n")
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.go").write_text(
        """package p

import "sync"

var (
	lock    = new(sync.Mutex)
	clients = map[string]int{}
)

func all() map[string]int { return clients }

func get(name string) int { return clients[name] }

func Create(name string) {
	lock.Lock()
	clients[name] = 1
	lock.Unlock()
}

func Shutdown(name string) { delete(clients, name) }
"""
    )
    said = lint(tmp_path, "p", "map/inconsistent-guard")
    assert [(one.line, one.confidence) for one in said] == [(12, "low"), (20, "high")]


def test_linkname_needs_the_import_of_unsafe(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.go").write_text("package p\n\n//go:linkname now time.now\nfunc now() (int64, int32, int64)\n")
    (said,) = lint(tmp_path, "p", "unsafe/linkname-to-runtime")
    assert (said.line, said.confidence) == (3, "high")
    assert 'import "unsafe"' in said.message
