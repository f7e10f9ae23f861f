"""Our JSON: complete, versioned, and with the columns that Go's tools use."""

import json
from pathlib import Path

import jsonschema_rs
from report_samples import CONFLICT, PATH, PLAIN, REPORT, STORE, WRITE, at, view

from golint_py.report import json as writer
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Report, Safety
from golint_py.text.fingerprint import identities, stable
from golint_py.text.span import Span


def test_everything_of_the_report_is_there() -> None:
    whole = json.loads(writer.write(REPORT, view()))
    assert whole["version"] == "1"
    assert whole["tool"] == {"name": "golint-py", "version": "0.1.0"}
    first, second = whole["findings"]
    assert (first["rule"], first["severity"], first["confidence"]) == ("golint/unknown-rule", "error", "high")
    assert (first["subject"], first["function"]) == ("store.Store.items", "(*store.Store).Put")
    assert [thread["name"] for thread in first["threads"]] == [thread.name for thread in CONFLICT.threads]
    assert first["threads"][0]["steps"][1]["held"] == ["Store.mu (read)"]
    assert [one["message"] for one in first["related"]] == ["deleted here", "the [lock] goes"]
    assert second["threads"] == []
    assert [one["suppression"] for one in whole["suppressed"]] == [{"by": "directive", "why": "set up once"}]
    assert whole["skipped"][0] == {"path": "big.go", "reason": "larger than 1 MB"}
    assert whole["skipped"][1]["place"]["start"]["line"] == 3
    assert whole["summary"]["files"] == 3


def test_columns_count_bytes_and_offsets_find_the_text() -> None:
    place = json.loads(writer.write(REPORT, view()))["findings"][0]["place"]
    assert (place["path"], place["start"]["line"], place["start"]["column"]) == (PATH, 5, 2)
    assert STORE[place["start"]["offset"] : place["end"]["offset"]] == WRITE
    assert place["end"]["column"] == 2 + len(WRITE)


def test_json_lines_are_one_object_each() -> None:
    lines = writer.lines(REPORT, view()).splitlines()
    assert [json.loads(line)["rule"] for line in lines] == ["golint/unknown-rule", "golint/unused-suppression"]
    assert {json.loads(line)["version"] for line in lines} == {"1"}


def test_fixes_are_given_with_their_edits() -> None:
    fix = Fix("Take the lock", (Edit(at(b"RLock"), b"Lock"),), Safety.UNSAFE)
    whole = json.loads(writer.write(Report((PLAIN,)), view(fixes=lambda _: (fix,))))
    (given,) = whole["findings"][0]["fixes"]
    assert (given["title"], given["safety"], given["edits"][0]["text"]) == ("Take the lock", "unsafe", "Lock")
    assert given["edits"][0]["place"]["start"]["line"] == 4


def test_a_path_that_is_not_utf8_does_not_break_the_json() -> None:
    fields = {name: getattr(PLAIN, name) for name in PLAIN.__struct_fields__}
    odd = Finding(**fields | {"place": Span("b\udcff.go", 0, 1)})
    json.loads(writer.write(Report((odd,)), view()))


def test_the_identity_survives_moved_lines_and_tells_repeats_apart() -> None:
    fields = {name: getattr(PLAIN, name) for name in PLAIN.__struct_fields__}
    moved = Finding(**fields | {"place": Span("b.go", 0, 1), "message": "other words", "rank": 1.0})
    first, second = identities([PLAIN, PLAIN])
    assert identities([moved]) == [first]
    assert (first[:-1], first[-2:], second[-2:]) == (second[:-1], ":1", ":2")
    for change in ({"rule": "a/b"}, {"subject": "t"}, {"function": "g"}):
        assert identities([Finding(**fields | change)]) != [first]


def test_numbers_of_literals_and_places_of_variables_are_no_part_of_the_identity() -> None:
    for symbol, plain in (("p.F$1$22", "p.F$$"), ("(*p.T).M#x+61[*]", "(*p.T).M#x[*]"), ("p#gen.F", "p#gen.F")):
        assert stable(symbol) == plain


def test_the_published_schema_is_that_of_the_output() -> None:
    """After a change: `python -c "from golint_py.report.json import schema; print(schema(), end='')"`."""
    published = (Path(__file__).parent.parent / "docs" / "report.schema.json").read_text()
    assert published == writer.schema()
    validator = jsonschema_rs.validator_for(json.loads(published))
    fix = Fix("t", (Edit(at(WRITE), b""),), Safety.SAFE)
    plan = FixPlan("guard", "s.items", Safety.UNSAFE, (("lock", "mu"),))
    planned = Finding(**{name: getattr(PLAIN, name) for name in PLAIN.__struct_fields__} | {"plan": plan})
    reports = (REPORT, Report(()), Report((planned,), gone=3))
    for report in reports:
        whole = json.loads(writer.write(report, view(fixes=lambda _: (fix,))))
        assert [str(error) for error in validator.iter_errors(whole)] == []
    del whole["findings"][0]["rule"]
    assert not validator.is_valid(whole)


def test_every_key_is_described() -> None:
    described = (Path(__file__).parent.parent / "docs" / "json.md").read_text()
    stack: list[object] = [
        json.loads(writer.write(REPORT, view(fixes=lambda _: (Fix("t", (Edit(at(WRITE), b""),), Safety.SAFE),))))
    ]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            missing = [key for key in here if f"`{key}`" not in described]
            assert missing == []
            stack.extend(here.values())
        elif isinstance(here, list):
            stack.extend(here)
