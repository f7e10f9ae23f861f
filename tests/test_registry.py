"""The rules of the repository are whole, and what is no rule is told why; vetting needs no import."""

import json
import sys
from pathlib import Path

import pytest

from golint_py import rule as rules
from golint_py.cli.rules_vet import modules_in, vet, vet_file
from golint_py.diagnostics import DIAGNOSTICS
from golint_py.rule import SECTIONS, RuleError, discover, doc_problems, id_of, load, page, sections
from golint_py.text.finding import Severity

ROOT = Path(__file__).resolve().parent.parent
FILES = modules_in([str(ROOT / "rules")])
DOC = '''"""Maps are written twice.

What it finds
    A map.
Why it matters
    It crashes.

    Always.
Bad
    m[k] = v
Good
    if ok {
        m[k] = v
    }
Fix
    None.
References
    https://go.dev/ref/mem
"""
'''
MODULE = (
    DOC
    + """
from collections.abc import Iterator

from golint_py.rule import Rule, Scope
from golint_py.text.finding import Finding, Severity
from golint_py.text.span import Site

LIMIT = 3
_NAMES = frozenset({"a"})
Pair = tuple[int, int]

RULE = Rule(Scope.MODULE, Severity.ERROR, (362,), 7.5)


def check(facts: object) -> Iterator[Finding[Site]]:
    for _ in range(LIMIT):
        yield from ()
"""
)


def test_rules_are_discovered_sorted_and_named_after_their_files() -> None:
    found = [rule.id for rule in discover()]
    assert found == sorted(found)
    assert found == sorted(id_of(Path(file).parent.name, Path(file).stem) for file in FILES)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("file", FILES, ids=[Path(file).stem for file in FILES])
def test_the_repositorys_own_rules_pass_the_vetting(file: str) -> None:
    assert vet_file(file) == []


def test_rules_have_a_cwe_a_security_severity_and_a_page() -> None:
    for rule in discover():
        assert rule.rule.cwe, rule.id
        assert 0 < rule.rule.security <= 10, rule.id
        assert isinstance(rule.rule.severity, Severity)
        text = page(rule)
        assert text.startswith(f"# {rule.id}\n")
        for name in SECTIONS:
            assert f"\n## {name}\n" in text


def test_the_tools_own_diagnostics_have_whole_pages_too() -> None:
    assert [diagnostic.id for diagnostic in DIAGNOSTICS] == sorted(
        f"golint/{name}"
        for name in (
            "unused-suppression",
            "malformed-directive",
            "annotation-does-not-resolve",
            "file-not-analysed",
            "fix-refused",
            "internal-error",
            "unknown-rule",
        )
    )
    for diagnostic in DIAGNOSTICS:
        assert doc_problems(diagnostic.doc) == [], diagnostic.id
        assert page(diagnostic).startswith(f"# {diagnostic.id}\n")


def test_a_page_has_the_texts_dedented_and_the_code_fenced() -> None:
    parts = sections(DOC.strip('"\n'))
    assert parts["Why it matters"] == "It crashes.\n\nAlways."
    assert parts["Good"] == "if ok {\n    m[k] = v\n}"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("Bad\n    m[k] = v\n", ""), "no section Bad"),
        (("Fix\n    None.\n", "Fix\n"), "no section Fix"),
        (("twice.", "twice"), "not a sentence"),
        (("Good", "Bad"), "there twice"),
        (("References", "See also"), "no section References"),
    ],
)
def test_a_docstring_that_is_not_whole_is_told(change: tuple[str, str], says: str) -> None:
    doc = DOC.strip('"\n')
    assert doc_problems(doc) == []
    assert says in "; ".join(doc_problems(doc.replace(*change)))


def test_sections_out_of_order_are_told() -> None:
    doc = DOC.strip('"\n')
    start, end = doc.index("Bad\n"), doc.index("Good\n")
    moved = doc[:start] + doc[end:] + "\n" + doc[start:end]
    assert "not in the order" in "; ".join(doc_problems(moved))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An importable, empty package of rules in place of the real one."""
    folder = tmp_path / "scratch_rules"
    (folder / "map").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(rules, "PACKAGE", "scratch_rules")
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "scratch_rules"]:
        del sys.modules[name]


def test_a_new_file_is_a_new_rule(package: Path) -> None:
    (package / "map" / "written_twice.py").write_text(MODULE)
    (found,) = discover()
    assert (found.id, found.rule.cwe, list(found.check(None))) == ("map/written-twice", (362,), [])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("RULE = Rule", "OTHER = Rule"), "no RULE"),
        (("yield from ()", "pass"), "not a generator"),
        (("def check", "def other"), "not a generator"),
        (("Why it matters", "Why"), "no section Why it matters"),
    ],
)
def test_a_module_that_is_no_rule_is_an_error(package: Path, change: tuple[str, str], says: str) -> None:
    (package / "map" / "written_twice.py").write_text(MODULE.replace(*change))
    with pytest.raises(RuleError, match=says):
        load("map", "written_twice")


def test_a_badly_named_file_is_an_error(package: Path) -> None:
    (package / "maps").mkdir()
    (package / "maps" / "Written.py").write_text(MODULE)
    with pytest.raises(RuleError, match=r"maps is no family.*Written is no snake_case"):
        discover()


def test_the_rules_refuse_a_second_import_under_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.delitem(sys.modules, "rules", raising=False)
    with pytest.raises(ImportError, match=r"golint_py\.rules, not rules"):
        __import__("rules")


# --- vetting without importing ----------------------------------------------------------------------------------------


def said(text: str, family: str = "map", module: str = "written_twice") -> list[str]:
    return [message for _, message in vet(text.encode(), family, module)]


def test_a_proper_module_passes_the_vetting() -> None:
    assert said(MODULE) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("LIMIT = 3", "LIMIT = 3\nseen = 0", "seen is state"),
        ("LIMIT = 3", "LIMIT = 3\nSEEN = {}", "SEEN is state"),
        ("LIMIT = 3", "LIMIT = 3\nSEEN = defaultdict()", "SEEN is state"),
        ("LIMIT = 3", "LIMIT = 3\nSEEN: set[int] = set()", "SEEN is state"),
        ("LIMIT = 3", "LIMIT = 3\nLIMIT += 1", "LIMIT is state"),
        ("LIMIT = 3", "for x in (1,):\n    y = x", "only declares"),
        ("LIMIT = 3", "LIMIT = 3\nprint(1)", "only declares"),
        ("LIMIT = 3", "if True:\n    LIMIT = 3", "no conditions"),
        ("LIMIT = 3", "import golint_py.driver\nLIMIT = 3", "must not import golint_py.driver"),
        ("LIMIT = 3", "from golint_py.cli import check as c\nLIMIT = 3", "must not import golint_py.cli"),
        ("LIMIT = 3", "from golint_py import fix\nLIMIT = 3", "must not import golint_py.fix"),
        ("LIMIT = 3", "from golint_py.rules.map import other\nLIMIT = 3", "must not import another rule"),
        ("LIMIT = 3", "from . import other\nLIMIT = 3", "relative import"),
        ("LIMIT = 3", "import subprocess\nLIMIT = 3", "must not import subprocess"),
        ("LIMIT = 3", "from os import path\nLIMIT = 3", "must not import os"),
        ("    for _ in", "    import json\n    for _ in", "imported inside a function"),
        ("    for _ in", "    global LIMIT\n    for _ in", "global"),
        ("    for _ in", "    open('x')\n    for _ in", "open() is not for rules"),
        ("def check", "@functools.cache\ndef f(): ...\n\n\ndef check", "keeps state between runs"),
        ("def check", "@lru_cache(3)\ndef f(): ...\n\n\ndef check", "keeps state between runs"),
        ("        yield from ()", "        pass", "must be a generator"),
        ("        yield from ()", "        def g():\n            yield 1", "must be a generator"),
        ("def check", "async def check", "must be a generator"),
        ("def check", "def other", "one function check, not 0"),
        ("RULE = Rule(", "RULE = dict(", "must be a call of Rule"),
        ("RULE = Rule(", "RULES = Rule(", "one RULE, not 0"),
        ("LIMIT = 3", "RULE = Rule()", "one RULE, not 2"),
        ("Why it matters", "Why", "no section Why it matters"),
        ("LIMIT = 3", "LIMIT = (", "not Python"),
    ],
)
def test_what_a_rule_must_not_do_is_told(old: str, new: str, says: str) -> None:
    assert old in MODULE
    assert says in "; ".join(said(MODULE.replace(old, new, 1)))


def test_the_place_of_a_module_must_make_a_rule_id() -> None:
    assert "no family" in "; ".join(said(MODULE, family="maps"))
    assert "no snake_case" in "; ".join(said(MODULE, module="WrittenTwice"))


def test_vetting_runs_nothing_of_the_module(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    file = tmp_path / "map" / "evil.py"
    mark = tmp_path / "ran"
    file.write_text(MODULE + f"\nopen({json.dumps(str(mark))}, 'w')\n")
    assert any("only declares" in problem for problem in vet_file(str(file)))
    assert not mark.exists()
