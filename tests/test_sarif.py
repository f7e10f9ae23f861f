"""SARIF that GitHub takes: valid against the OASIS schema, within GitHub's profile, with both goroutines."""

import json
import os
import zlib
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from github_profile import violations
from hypothesis import given
from hypothesis import strategies as st
from report_samples import CONFLICT, FILES, GO, PATH, PLAIN, REPORT, STORE, WRITE, at, view

from golint_py.cli.main import entry
from golint_py.diagnostics import DIAGNOSTICS
from golint_py.report import sarif, sarif_limits
from golint_py.report.line_hash import line_hashes
from golint_py.report.sarif_limits import RELATED, STEPS
from golint_py.report.sarif_result import problem, uri
from golint_py.rule import discover
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import By, Finding, Related, Report, Safety, Severity, Silenced, Step, Thread
from golint_py.text.span import Span

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = Path(os.environ.get("GOLINT_SARIF_SCHEMA", ROOT.parent / "shared" / "sarif-schema-2.1.0.json"))
FIX = Fix(
    "Take the lock for writing",
    (Edit(at(b"RLock"), b"Lock"), Edit(at(b"RUnlock"), b"Unlock"), Edit(Span("b.go", 0, 0), b"// x\n")),
    Safety.SAFE,
)


def log(report: Report = REPORT, **changes: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sarif.write(report, view(**changes)))
    return found


def run(report: Report = REPORT, **changes: object) -> dict[str, Any]:
    found: dict[str, Any] = log(report, **changes)["runs"][0]
    return found


def changed(finding: Finding[Span], **changes: object) -> Finding[Span]:
    return Finding(**{name: getattr(finding, name) for name in finding.__struct_fields__} | changes)


def everything(value: Any) -> list[tuple[str, Any]]:
    """All (key, value) pairs, at any depth."""
    found, stack = [], [value]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            found += here.items()
            stack.extend(here.values())
        elif isinstance(here, list):
            stack.extend(here)
    return found


@pytest.mark.parametrize("report", [REPORT, Report(()), Report((PLAIN,), failures=1), Report((CONFLICT,) * 3)])
def test_the_log_is_valid_against_the_oasis_schema(report: Report) -> None:
    """Needs the schema file: GOLINT_SARIF_SCHEMA, or ../shared/sarif-schema-2.1.0.json beside the repository."""
    if not SCHEMA.is_file():
        pytest.skip(f"no SARIF schema at {SCHEMA}; set GOLINT_SARIF_SCHEMA")
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    validator = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()))
    rules = (*discover(), *DIAGNOSTICS)
    for fixes in ((), (FIX,)):
        made = log(report, rules=rules, fixes=lambda _, fixes=fixes: fixes, suppressed=True)
        assert [str(error) for error in validator.iter_errors(made)] == []
    made["runs"][0]["results"].append({"message": {}})
    assert not validator.is_valid(made)


@pytest.mark.parametrize("report", [REPORT, Report(()), Report((PLAIN,), failures=1), Report((CONFLICT,) * 3)])
def test_the_log_is_what_github_asks_for(report: Report) -> None:
    sources = {uri(path): data for path, data in FILES.items()}
    for fixes in ((), (FIX,)):
        rules = (*discover(), *DIAGNOSTICS)
        text = sarif.write(report, view(rules=rules, fixes=lambda _, fixes=fixes: fixes))
        assert violations(text, sources) == []


def test_what_github_asks_for_is_really_looked_at() -> None:
    text = sarif.write(REPORT, view())
    assert violations(text) == []
    for old, new in (
        ('"version": "2.1.0"', '"version": "2.0.0"'),
        ('"startColumn": 2', '"startColumn": 0'),
        ('"id": "golint-py/"', '"id": "golint-py"'),
        ('"level": "error"', '"level": "bad"'),
        ('"uri": "b.go"', '"uri": "/b.go"'),
        ("](2)", "](3)"),
        ('"memory"', '"remember"'),
        ('"precision": "high"', '"precision": "top"'),
        ('"ruleIndex": ', '"ruleIndex": 1, "x": '),
        ('"endLine": 5', '"endLine": 6'),
        ('"columnKind": "utf16CodeUnits"', '"columnKind": "bytes"'),
    ):
        assert old in text, old
        assert violations(text.replace(old, new)) != [], old
    assert violations(sarif.write(REPORT, view(suppressed=True))) != []
    assert violations(text, {"b.go": b"package b\n\n\n\nvar y = 1\n"}) != []


@pytest.mark.corpus
def test_the_sarif_of_real_projects_is_accepted(corpus: Path) -> None:
    """Every folder of --corpus: valid against the schema, and what GitHub asks for."""
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    validator = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()))
    for project in sorted(path for path in corpus.iterdir() if path.is_dir()):
        out = StringIO()
        with chdir(project), redirect_stdout(out):
            code = entry(
                ["check", "--isolated", "--output-format", "sarif", "--min-confidence", "low", "--no-progress"]
            )
        assert code in (0, 1), project
        text = out.getvalue()
        assert [str(error) for error in validator.iter_errors(json.loads(text))] == [], project
        assert violations(text) == [], project


def test_no_null_no_default_and_no_absolute_path_is_written() -> None:
    for key, value in everything(log(fixes=lambda _: (FIX,))):
        assert value is not None, key
        assert value not in (-1, -1.0), key
        assert key not in ("contents", "language", "newlineSequences", "uriBaseId", "kind"), key
        if key == "uri":
            assert not value.startswith(("/", "file:"))
        if key == "level":
            assert value in ("error", "warning", "note")


def test_regions_are_one_line_in_utf16_units() -> None:
    assert run()["columnKind"] == "utf16CodeUnits"
    for key, region in everything(run()):
        if key == "region" and "endLine" in region:
            assert region["startLine"] == region["endLine"]
            assert 1 <= region["startColumn"] < region["endColumn"]
    region = run()["results"][0]["locations"][0]["physicalLocation"]["region"]
    width = len(WRITE.decode().encode("utf-16-le")) // 2
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (5, 2, 2 + width)
    assert region["snippet"]["text"] == WRITE.decode()


def test_a_span_of_several_lines_is_cut_to_its_first() -> None:
    physical = run(Report((changed(PLAIN, place=at(GO)),)))["results"][0]["locations"][0]["physicalLocation"]
    region = {"startLine": 10, "startColumn": 2, "endLine": 10, "endColumn": 13}
    assert physical["region"] == region | {"snippet": {"text": "go func() {"}}


def test_a_conflict_has_two_thread_flows_and_a_flattened_one() -> None:
    flows = run()["results"][0]["codeFlows"]
    assert [len(flow["threadFlows"]) for flow in flows] == [2, 1]
    first, second = flows[0]["threadFlows"]
    assert "(*Store).Put, exported" in first["id"]
    assert first["id"] != second["id"]
    assert [step["executionOrder"] for step in first["locations"]] == [1, 2]
    assert first["locations"][-1]["executionOrder"] == second["locations"][-1]["executionOrder"]
    assert first["locations"][1]["state"]["locks held"]["text"] == "Store.mu (read)"
    assert first["locations"][0]["kinds"] == ["acquire", "lock"]
    flat = flows[1]["threadFlows"][0]["locations"]
    assert [step["executionOrder"] for step in flat] == [1, 1, 2, 2]
    texts = [step["location"]["message"]["text"] for step in flat]
    assert texts[1] == "goroutine started in (*Store).loop: starts the goroutine"


def test_threads_of_different_length_end_together() -> None:
    long = Thread("long", tuple(Step(at(WRITE), str(number)) for number in range(4)))
    made = run(Report((changed(CONFLICT, threads=(CONFLICT.threads[0], long)),)))["results"][0]["codeFlows"]
    orders = [[step["executionOrder"] for step in thread["locations"]] for thread in made[0]["threadFlows"]]
    assert orders == [[3, 4], [1, 2, 3, 4]]


def test_one_thread_makes_one_flow_and_none_makes_none() -> None:
    single = run(Report((changed(CONFLICT, threads=CONFLICT.threads[:1]), PLAIN)))["results"]
    assert [len(flow["threadFlows"]) for flow in single[0]["codeFlows"]] == [1]
    assert "codeFlows" not in single[1]
    empty = run(Report((changed(CONFLICT, threads=(Thread("t", ()),)),)))["results"][0]
    assert "codeFlows" not in empty


def test_every_related_place_is_linked_once_and_the_other_access_comes_first() -> None:
    made = run()["results"][0]
    assert [one["id"] for one in made["relatedLocations"]] == [1, 2]
    text = made["message"]["text"]
    assert "[deletes from items (goroutine started in (*Store).loop)](1)" in text
    assert "[the (lock) goes](2)" in text
    assert "items[k] (1)" in text  # not a link to place 1
    assert "held for reading. See [" in text
    assert "relatedLocations" not in run()["results"][1]


def test_rules_carry_what_code_scanning_shows() -> None:
    rules = (*discover(), *DIAGNOSTICS)
    made = run(Report(()), rules=rules)["tool"]["driver"]["rules"]
    assert [one["id"] for one in made] == [rule.id for rule in rules]
    for one, documented in zip(made, rules, strict=True):
        assert one["help"]["text"]
        assert one["help"]["markdown"].startswith(f"# {documented.id}\n")
        assert 0 < len(one["shortDescription"]["text"]) <= 1024
        assert 0 < len(one["fullDescription"]["text"]) <= 1024
        assert one["defaultConfiguration"]["level"] in ("error", "warning", "note")
        properties = one["properties"]
        assert len(properties["tags"]) <= 10
        assert properties["problem.severity"] in ("error", "warning", "recommendation")
        assert properties["precision"] in ("very-high", "high", "medium", "low")
        for number in documented.rule.cwe:
            assert f"external/cwe/cwe-{number:03d}" in properties["tags"]
        if documented.rule.security:
            assert 0 < float(properties["security-severity"]) <= 10


def test_results_point_at_their_rules() -> None:
    made = run()
    for one in made["results"]:
        assert made["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
    unknown = run(Report((changed(PLAIN, rule="map/gone"),)))["results"][0]
    assert "ruleIndex" not in unknown


def test_paths_are_percent_encoded_relative_references() -> None:
    place = run()["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "a%20b/st%C3%B6re.go"}
    assert uri("a#b?c%d/[e].go") == "a%23b%3Fc%25d/%5Be%5D.go"
    assert uri("c:d.go") == "c%3Ad.go"
    assert uri("\udcff.go") == "%FF.go"


def test_the_upload_has_a_category_and_a_version() -> None:
    made = run()
    assert made["automationDetails"]["id"] == "golint-py/"
    assert made["tool"]["driver"]["semanticVersion"] == "0.1.0"


def test_skipped_files_and_failures_are_notifications() -> None:
    (invocation,) = run()["invocations"]
    assert invocation["executionSuccessful"] is True
    texts = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]
    assert texts == ["not analysed: larger than 1 MB", "not analysed: syntax error"]
    assert invocation["toolExecutionNotifications"][1]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    (failed,) = run(Report((), failures=2))["invocations"]
    assert failed["executionSuccessful"] is False


def test_suppressed_findings_are_left_out() -> None:
    assert len(run(Report((), suppressed=REPORT.suppressed))["results"]) == 0


def test_suppressed_and_known_findings_are_there_on_request_and_say_why() -> None:
    report = Report(
        (CONFLICT,),
        suppressed=(
            Silenced(PLAIN, By.DIRECTIVE, "set up once"),
            Silenced(PLAIN, By.BASELINE, "known.jsonl"),
            Silenced(CONFLICT, By.BASE, "main (0123)"),
        ),
    )
    shown, *known = run(report, suppressed=True)["results"]
    assert "suppressions" not in shown
    assert [one.get("baselineState") for one in known] == [None, "unchanged", "unchanged"]
    assert [one["suppressions"] for one in known] == [
        [{"kind": "inSource", "status": "accepted", "justification": "set up once"}],
        [{"kind": "external", "status": "accepted", "justification": "known in the baseline known.jsonl"}],
        [{"kind": "external", "status": "accepted", "justification": "found in the base revision, too: main (0123)"}],
    ]
    assert shown["partialFingerprints"] == run(report)["results"][0]["partialFingerprints"]
    prints = [one["partialFingerprints"]["golintPy/v1"] for one in (shown, *known)]
    assert len(set(prints)) == 4


def test_the_category_is_what_stands_before_the_last_slash() -> None:
    assert run(category="golint-py/linux")["automationDetails"] == {"id": "golint-py/linux/"}


def test_an_empty_report_still_has_results_and_rules() -> None:
    made = run(Report(()))
    assert made["results"] == []
    assert made["tool"]["driver"]["rules"]


@pytest.mark.parametrize(
    "bad",
    [
        changed(PLAIN, message=""),
        changed(PLAIN, message="\udcff"),
        changed(PLAIN, place=Span("../b.go", 0, 1)),
        changed(PLAIN, place=Span("/b.go", 0, 1)),
        changed(PLAIN, place=Span("", 0, 1)),
    ],
)
def test_a_result_that_github_would_refuse_becomes_a_notification(bad: Finding[Span]) -> None:
    FILES.update({"../b.go": b"x", "/b.go": b"x", "": b"x"})
    made = run(Report((bad, PLAIN)))
    assert [one["ruleId"] for one in made["results"]] == [PLAIN.rule]
    (said,) = made["invocations"][0]["toolExecutionNotifications"]
    assert said["level"] == "error"
    assert "is left out" in said["message"]["text"]
    for path in ("../b.go", "/b.go", ""):
        del FILES[path]


def test_broken_regions_are_seen_wherever_they_are() -> None:
    good = run()["results"][0]
    assert problem(good) == ""
    for path in (("startLine", 0), ("startColumn", 0), ("endColumn", 1), ("endLine", 1)):
        bad = json.loads(json.dumps(good))
        bad["codeFlows"][0]["threadFlows"][1]["locations"][0]["location"]["physicalLocation"]["region"][path[0]] = path[
            1
        ]
        assert problem(bad), path


def test_more_results_than_github_takes_are_cut_with_a_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_limits, "RESULTS", 3)
    weak = changed(PLAIN, severity=Severity.NOTE)
    made = run(Report((weak, weak, CONFLICT, weak, CONFLICT)))
    assert [one["level"] for one in made["results"]] == ["note", "error", "error"]
    assert "3 of 5 findings" in made["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_what_code_scanning_does_not_show_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_limits, "SHOWN", 3)
    made = run(Report((PLAIN,) * 4))
    assert len(made["results"]) == 4
    assert (
        "code scanning shows 3 of the 4" in made["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    )


def test_a_file_that_is_too_large_to_upload_is_halved_until_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = len(sarif.write(Report((CONFLICT,) * 64), view(rules=())))
    monkeypatch.setattr(sarif_limits, "BYTES", 2500)
    text = sarif.write(Report((CONFLICT,) * 64), view(rules=()))
    made = json.loads(text)["runs"][0]
    assert len(zlib.compress(text.encode(), 6)) <= 2500
    assert whole > 4 * len(text)
    assert 1 <= len(made["results"]) < 64
    assert "32 of 64 findings" in made["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_places_and_steps_that_do_not_fit_are_counted() -> None:
    many = tuple(Related(Span(PATH, number, number + 1), "r") for number in range(RELATED + 20))
    long = Thread("long", tuple(Step(at(WRITE), str(number)) for number in range(STEPS + 1)))
    made = run(Report((changed(CONFLICT, related=many, threads=(long,)),)))
    assert len(made["results"][0]["relatedLocations"]) == RELATED
    first, second = (one["message"]["text"] for one in made["invocations"][0]["toolExecutionNotifications"])
    assert f"{RELATED} of {RELATED + 20} related places are given" in first
    assert f"the last {STEPS} of {STEPS + 1} steps of long are given" in second


def test_a_very_long_thread_keeps_its_end() -> None:
    long = Thread("long", tuple(Step(at(WRITE), str(number)) for number in range(STEPS + 50)))
    made = run(Report((changed(CONFLICT, threads=(long,)),)))["results"][0]["codeFlows"][0]["threadFlows"][0][
        "locations"
    ]
    assert len(made) == STEPS
    assert made[-1]["location"]["message"]["text"] == str(STEPS + 49)


def test_fixes_have_real_edits_or_are_not_there() -> None:
    assert "fixes" not in run()["results"][0]
    assert "fixes" not in run(fixes=lambda _: (Fix("nothing", (), Safety.SAFE),))["results"][0]
    (fix,) = run(fixes=lambda _: (FIX,))["results"][0]["fixes"]
    assert fix["description"]["text"] == "Take the lock for writing (safe)"
    assert [change["artifactLocation"]["uri"] for change in fix["artifactChanges"]] == ["a%20b/st%C3%B6re.go", "b.go"]
    replaced = fix["artifactChanges"][0]["replacements"][0]
    assert replaced["insertedContent"]["text"] == "Lock"
    assert replaced["deletedRegion"] == {"startLine": 4, "startColumn": 7, "endLine": 4, "endColumn": 12}


def naive(data: bytes, line: int) -> str:
    """The hash of one line (0-based) written down as the sum that it is, without a rolling window."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    raw = "".join(char for char in text if char not in " \t").encode("utf-16-le")
    units = [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]
    units += [65535] + [0] * 100
    start = 0
    for _ in range(line):
        start = units.index(10, start) + 1
    return f"{sum(unit * 37 ** (99 - at) for at, unit in enumerate(units[start : start + 100])) % 2**64:x}"


@given(st.text(alphabet="ab \t\r\n{}é😀", max_size=300))
def test_the_line_hash_is_githubs(text: str) -> None:
    data = text.encode()
    hashes = line_hashes(data)
    assert len(hashes) == 1 + text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    seen: dict[str, int] = {}
    for number, one in enumerate(hashes):
        expected = naive(data, number)
        seen[expected] = seen.get(expected, 0) + 1
        assert one == f"{expected}:{seen[expected]}"


def test_the_line_hash_of_nothing_is_the_known_one() -> None:
    assert line_hashes(b"") == ["c129715d7a2bc9a3:1"]


def test_spaces_and_line_ends_do_not_change_the_line_hash() -> None:
    unix = line_hashes(b"a b\n\tc\n")
    assert line_hashes(b"ab\r\nc\r\n") == line_hashes(b"a  b\r  c\r") == unix
    assert line_hashes(b"ab\nd\n") != unix


def test_results_carry_the_hash_of_their_line_and_our_own_identity() -> None:
    prints = run()["results"][0]["partialFingerprints"]
    assert prints["primaryLocationLineHash"] == line_hashes(STORE)[4]
    assert prints["golintPy/v1"].endswith(":1")
    assert set(prints) == {"primaryLocationLineHash", "golintPy/v1"}
    assert PATH in FILES
