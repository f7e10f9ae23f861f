"""Merged SARIF: each finding once, rules joined, and nothing that only one of the files has is lost."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from github_profile import violations
from report_samples import CONFLICT, PLAIN, REPORT, view
from test_cli import STORE, golint

from golint_py.diagnostics import DIAGNOSTICS
from golint_py.report import sarif, sarif_limits
from golint_py.report.sarif_merge import MergeError, merge
from golint_py.text.finding import By, Finding, Report, Silenced, Skipped
from golint_py.text.span import Span

SCHEMA = os.environ.get("GOLINT_SARIF_SCHEMA", "../shared/sarif-schema-2.1.0.json")


def log(report: Report, **changes: object) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(sarif.write(report, view(**changes)))
    return made


def only(merged: dict[str, Any]) -> dict[str, Any]:
    (run,) = merged["runs"]
    return dict(run)


def changed(finding: Finding[Span], **changes: object) -> Finding[Span]:
    return Finding(**{name: getattr(finding, name) for name in finding.__struct_fields__} | changes)


def names(run: dict[str, Any]) -> list[str]:
    return [one["ruleId"] for one in run["results"]]


def test_runs_of_the_same_kind_become_one_with_each_finding_once() -> None:
    run = only(merge([log(Report((CONFLICT, PLAIN))), log(Report((PLAIN,))), log(Report(()))]))
    assert names(run) == [CONFLICT.rule, PLAIN.rule]


def test_the_order_of_the_files_does_not_matter() -> None:
    logs = [log(Report((CONFLICT,))), log(Report((PLAIN,)))]
    assert only(merge(logs))["results"] == only(merge(logs[::-1]))["results"]


def test_findings_that_are_alike_in_two_places_are_both_kept() -> None:
    """The ordinal of a fingerprint counts within a run: `:1` of one build is not `:1` of another."""
    here, there = PLAIN, changed(PLAIN, place=Span("b.go", 0, 1), function="f")
    also = changed(here, function="f")
    run = only(merge([log(Report((also,))), log(Report((there,)))]))
    prints = [one["partialFingerprints"]["golintPy/v1"] for one in run["results"]]
    assert [name.partition(":")[2] for name in prints] == ["1", "2"]
    assert len({name.partition(":")[0] for name in prints}) == 1


def test_a_finding_that_another_build_counts_differently_is_there_once() -> None:
    first, second = (changed(PLAIN, function="f", place=Span("b.go", at, at + 1)) for at in (0, 15))
    logs = [log(Report((first, second))), log(Report((second,)))]
    assert len(only(merge(logs))["results"]) == len(only(merge(logs[::-1]))["results"]) == 2


def test_rules_are_joined_and_results_still_point_at_theirs() -> None:
    first, second = DIAGNOSTICS[:3], DIAGNOSTICS[2:]
    run = only(merge([log(Report((PLAIN,)), rules=second), log(Report((CONFLICT,)), rules=first)]))
    rules = [one["id"] for one in run["tool"]["driver"]["rules"]]
    assert rules == sorted(rule.id for rule in DIAGNOSTICS)
    for one in run["results"]:
        if one["ruleId"] in rules:
            assert rules[one["ruleIndex"]] == one["ruleId"]
        else:
            assert "ruleIndex" not in one


def test_one_failure_is_a_failure_and_notifications_are_there_once() -> None:
    skipped = (Skipped("big.go", "large"),)
    run = only(merge([log(Report((), skipped=skipped)), log(Report((), skipped=skipped, failures=1))]))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    texts = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]
    assert sorted(texts) == ["golint-py failed in 1 places", "not analysed: large"]


def test_what_only_one_run_suppresses_is_not_suppressed() -> None:
    known = log(Report((), suppressed=(Silenced(PLAIN, By.BASELINE, "b"),)), suppressed=True)
    for logs in ([known, log(Report((PLAIN,)))], [log(Report((PLAIN,))), known]):
        (one,) = only(merge(logs))["results"]
        assert "suppressions" not in one
    assert "suppressions" in only(merge([known, known]))["results"][0]


def test_categories_versions_and_other_tools_stay_apart() -> None:
    logs = [log(REPORT), log(REPORT, category="x"), log(REPORT, version="9.9.9")]
    other = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "vet"}}, "results": []}]}
    assert len(merge([*logs, other, other])["runs"]) == 4
    together = merge([*logs[:2], other], "all")["runs"]
    assert [run.get("automationDetails", {}).get("id") for run in together] == ["all/", None]


def test_limits_hold_for_the_merged_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_limits, "RESULTS", 1)
    run = only(merge([log(Report((CONFLICT,))), log(Report((PLAIN,)))]))
    assert names(run) == [CONFLICT.rule]
    assert "1 of 2 findings" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    with pytest.raises(MergeError, match="21 runs are left, and code scanning takes 20"):
        merge([log(REPORT, category=str(number)) for number in range(21)])


def test_the_merged_log_is_valid_against_the_oasis_schema() -> None:
    """Needs the schema file, as tests/test_sarif.py does."""
    if not Path(SCHEMA).is_file():
        pytest.skip(f"no SARIF schema at {SCHEMA}; set GOLINT_SARIF_SCHEMA")
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    validator = jsonschema_rs.validator_for(json.loads(Path(SCHEMA).read_text()))
    merged = merge([log(REPORT, suppressed=True), log(Report((CONFLICT,), failures=1)), log(REPORT, category="y")])
    assert [str(error) for error in validator.iter_errors(merged)] == []


def test_the_command_merges_what_check_has_written(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "s.go").write_text(STORE)
    (tmp_path / "go.mod").write_text("module example.com/m\n\ngo 1.22\n")
    for goos in ("linux", "windows"):
        out = f"sarif:{goos}.sarif"
        assert golint(tmp_path, "check", "--goos", goos, "--output-format", out).returncode == 1
    assert golint(tmp_path, "check", "a", "--output-format", "sarif:a.sarif").returncode == 1
    done = golint(tmp_path, "sarif", "merge", "linux.sarif", "windows.sarif", "a.sarif", "--output-file", "all.sarif")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    merged = (tmp_path / "all.sarif").read_text()
    assert golint(tmp_path, "sarif", "merge", "all.sarif").stdout == merged
    assert len(only(json.loads(merged))["results"]) == 2
    assert violations(merged) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"version": "2.0.0"}', "not SARIF 2.1.0"),
        ("[]", "not SARIF 2.1.0"),
        ('{"version": "2.1.0", "runs": [{}]}', "a run without a tool"),
        ('{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "golint-py"}}, "results": [1]}]}', "no objects"),
    ],
)
def test_a_file_that_is_no_sarif_is_a_mistake(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "x.sarif").write_text(text)
    done = golint(tmp_path, "sarif", "merge", "x.sarif")
    assert (done.returncode, done.stdout) == (2, "")
    assert "x.sarif: " in done.stderr
    assert says in done.stderr
    assert golint(tmp_path, "sarif", "merge").returncode == 2
    assert golint(tmp_path, "sarif", "merge", "none.sarif").returncode == 2


def test_a_run_that_only_calls_itself_ours_does_not_crash(tmp_path: Path) -> None:
    driver = {"driver": {"name": "golint-py"}}
    odd = {"version": "2.1.0", "runs": [{"tool": driver, "results": [{"locations": [[]]}]}] * 2}
    (tmp_path / "x.sarif").write_text(json.dumps(odd))
    done = golint(tmp_path, "sarif", "merge", "x.sarif")
    assert done.returncode == 2
    assert "calls itself golint-py's" in done.stderr
