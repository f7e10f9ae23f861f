"""GitLab, reviewdog, Checkstyle, JUnit: the shape that their readers want, whatever stands in the repository."""

import json
import xml.etree.ElementTree as ElementTree

import pytest
from report_samples import CONFLICT, PATH, PLAIN, REPORT, WRITE, at, view

from golint_py.cli.outputs import FORMATS, writer
from golint_py.report import checkstyle, gitlab, junit, rdjson
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, Report, Safety
from golint_py.text.span import Span


def change(finding: Finding[Span], **changes: object) -> Finding[Span]:
    return Finding(**{name: getattr(finding, name) for name in finding.__struct_fields__} | changes)


HOSTILE = change(PLAIN, message="]]><x a='b\"&\x00\x1b\udcff\ufffe")


def test_every_format_writes_every_report() -> None:
    for name in FORMATS:
        for report in (REPORT, Report(()), Report((HOSTILE, CONFLICT), failures=1)):
            writer(name)(report, view()).encode()


def test_gitlab_names_the_rule_in_the_description_and_repeats_no_fingerprint() -> None:
    made = json.loads(gitlab.write(Report((CONFLICT, PLAIN, PLAIN)), view()))
    assert made[0]["description"].startswith("golint/unknown-rule: Store.items")
    assert made[0]["location"]["path"] == PATH
    assert made[0]["location"]["positions"]["begin"] == {"line": 5, "column": 2}
    assert [one["severity"] for one in made] == ["critical", "minor", "minor"]
    assert len({one["fingerprint"] for one in made}) == 3
    assert json.loads(gitlab.write(Report(()), view())) == []


def test_reviewdog_gets_byte_columns_and_whole_single_edits() -> None:
    one = Fix("t", (Edit(at(b"RLock"), b"Lock"),), Safety.SAFE)
    two = Fix("t", (Edit(at(b"RLock"), b"Lock"), Edit(at(b"RUnlock"), b"Unlock")), Safety.SAFE)
    made = json.loads(rdjson.write(Report((CONFLICT,)), view(fixes=lambda _: (one, two))))
    (diagnostic,) = made["diagnostics"]
    assert diagnostic["location"]["range"]["end"] == {"line": 5, "column": 2 + len(WRITE)}
    assert (diagnostic["severity"], diagnostic["code"]["value"]) == ("ERROR", "golint/unknown-rule")
    assert [suggestion["text"] for suggestion in diagnostic["suggestions"]] == ["Lock"]
    assert len(diagnostic["related_locations"]) == 2


def test_checkstyle_groups_by_file() -> None:
    root = ElementTree.fromstring(checkstyle.write(Report((PLAIN, CONFLICT, PLAIN)), view()))
    assert [(file.get("name"), len(file)) for file in root] == [(PATH, 1), ("b.go", 2)]
    error = root[0][0]
    assert (error.get("line"), error.get("column"), error.get("severity")) == ("5", "2", "error")
    assert root[1][0].get("severity") == "info"
    assert error.get("source") == "golint-py.golint/unknown-rule"


def test_junit_counts_findings_as_failures_and_none_as_a_pass() -> None:
    (suite,) = ElementTree.fromstring(junit.write(REPORT, view()))
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "2", "0")
    assert suite[0].get("name") == f"{PATH}:5:2"
    failure = suite[0].find("failure")
    assert failure is not None
    assert failure.get("type") == "error"
    (empty,) = ElementTree.fromstring(junit.write(Report((), failures=1), view()))
    assert (empty.get("tests"), empty.get("failures"), empty.get("errors"), len(empty)) == ("1", "0", "1", 1)


@pytest.mark.parametrize("module", [checkstyle, junit])
def test_xml_is_well_formed_whatever_a_message_holds(module: object) -> None:
    text = module.write(Report((HOSTILE, change(HOSTILE, place=Span('"<&>.go', 0, 0)))), view())  # type: ignore[attr-defined]
    assert "]]>&lt;x" in text.replace("]]&gt;", "]]>")
    ElementTree.fromstring(text)
