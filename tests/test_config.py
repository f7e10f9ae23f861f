"""The configuration: a typing error is told with file, key and nearest valid key; the nearest file wins."""

from pathlib import Path

import pytest

from golint_py.config import (
    ConfigError,
    Options,
    Policy,
    Settings,
    excluded,
    find_file,
    judge,
    policy_for,
    policy_of,
    rules_to_run,
)
from golint_py.config_file import check_selectors, parse, read_file
from golint_py.glob import matches
from golint_py.text.finding import Confidence, Finding, Severity
from golint_py.text.span import Span


def found(path: str = "a/b.go", rule: str = "map/x", severity: Severity = Severity.WARNING) -> Finding[Span]:
    return Finding(
        rule=rule,
        place=Span(path, 0, 1),
        message="m",
        severity=severity,
        confidence=Confidence.MEDIUM,
        subject="s",
        function="f",
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("slect = ['map']", "c.toml: unknown key slect; did you mean select?"),
        ("min_confidence = 'high'", "unknown key min_confidence; did you mean min-confidence?"),
        ("[[per-path]]\npath = 'x'\nignor = []", "unknown key per-path[0].ignor; did you mean ignore?"),
        ("zzz = 1", "unknown key zzz; valid are extend, profile, select, ignore"),
        ("min-confidence = 'hgh'", "min-confidence: invalid enum value 'hgh'; did you mean high?"),
        ("fail-level = 'eror'", "fail-level: invalid enum value 'eror'; did you mean error?"),
        ("[severity]\n'map/x' = 'eror'", "severity"),
        ("select = 'map'", "select: expected `array | null`, got `str`"),
        ("select = [1]", "select[0]: expected `str`, got `int`"),
        ("jobs = 'many'", "jobs: expected `int | null`, got `str`"),
        ("[[per-path]]\npath = 'x'", "per-path[0]: object missing required field `ignore`"),
        ("x = ", "c.toml: Invalid value (at end of document)"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_what_is_valid(text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text.encode(), "c.toml")
    assert str(caught.value).startswith("c.toml: ")
    assert says in str(caught.value)


def test_a_file_that_is_not_utf8_is_told() -> None:
    with pytest.raises(ConfigError, match="not UTF-8 at byte 1"):
        parse(b"#\xff", "c.toml")


def test_every_key_is_read() -> None:
    text = """
select = ["map", "exec/tainted-command"]
ignore = ["map/x"]
min-confidence = "high"
min-severity = "warning"
fail-level = "error"
tags = ["integration"]
goos = "windows"
goarch = "arm64"
cgo = false
exclude = ["gen/**"]
output-format = ["sarif:out.sarif"]
jobs = 2
max-file-bytes = 1000
package-timeout = 1.5
timeout = 2
max-memory = 3
baseline = "known.jsonl"
compat = ["nolint"]
knowledge = ["facts.toml"]
per-path = [{ path = "old/**", ignore = ["map"] }]
severity = { "map/y" = "note" }
confidence = { map = "high" }
cache-dir = "kept"
extend = "../base.toml"
profile = "strict"
"""
    settings = parse(text.encode(), "c.toml")
    default = Settings()
    assert [name for name in Settings.__struct_fields__ if getattr(settings, name) == getattr(default, name)] == []


def test_an_unknown_rule_in_a_selection_is_an_error() -> None:
    check_selectors(("map", "map/x", "all"), ["map/x"], "--select")
    with pytest.raises(ConfigError, match=r"--select: there is no rule or family mapp; did you mean map\?"):
        check_selectors(("mapp",), ["map/x"], "--select")


def test_the_nearest_file_wins_and_the_search_stops_at_the_top(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "golint-py.toml").write_text("")
    assert find_file(str(inner), str(tmp_path)) == str(tmp_path / "golint-py.toml")
    assert find_file(str(inner), str(tmp_path / "a")) is None
    (tmp_path / "a" / ".golint-py.toml").write_text("")
    assert find_file(str(inner), str(tmp_path)) == str(tmp_path / "a" / ".golint-py.toml")
    (tmp_path / "a" / "golint-py.toml").write_text("")
    assert find_file(str(inner), str(tmp_path)) == str(tmp_path / "a" / "golint-py.toml")


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        read_file(str(tmp_path / "none.toml"))


def test_what_the_command_line_says_wins() -> None:
    policy = policy_of(Settings(select=("map",), min_severity="note"), "", "", {"select": ("exec",), "ignore": None})
    assert (policy.select, policy.ignore) == (("exec",), ())
    assert policy_of(Settings(min_confidence="low"), "", "", {}).min_confidence is Confidence.LOW


def test_the_policy_of_the_nearest_folder_holds() -> None:
    options = Options("/r", ("",), policies=(Policy(""), Policy("a"), Policy("a/b")))
    found_in = {path: policy_for(options, path).directory for path in ("x.go", "a/x.go", "a/b/c/x.go", "ab/x.go")}
    assert found_in == {"x.go": "", "a/x.go": "a", "a/b/c/x.go": "a/b", "ab/x.go": ""}


def test_without_a_selection_the_default_rules_run() -> None:
    rules = {"map/x": True, "map/y": False, "exec/z": True}
    assert rules_to_run(Options("/r", ("",)), rules) == {"map/x", "exec/z"}
    assert rules_to_run(Options("/r", ("",), select=("map",)), rules) == {"map/x"}
    assert rules_to_run(Options("/r", ("",), select=("all",)), rules) == rules.keys()
    assert rules_to_run(Options("/r", ("",), select=("map", "map/y")), rules) == {"map/x", "map/y"}
    assert rules_to_run(Options("/r", ("",), select=("all",), ignore=("map",)), rules) == {"exec/z"}
    assert rules_to_run(Options("/r", ("",), select=("map/y",), ignore=("map",)), rules) == {"map/y"}
    both = Options("/r", ("",), policies=(Policy("a", select=("map/x",)), Policy("b", select=("exec",))))
    assert rules_to_run(both, rules) == {"map/x", "exec/z"}


def test_findings_below_the_levels_are_not_wanted() -> None:
    assert judge(Options("/r", ("",)), found()) == found()
    assert judge(Options("/r", ("",), min_confidence=Confidence.HIGH), found()) is None
    assert judge(Options("/r", ("",), min_severity=Severity.ERROR), found()) is None


def test_a_remapped_severity_is_the_one_that_counts() -> None:
    options = Options("/r", ("",), policies=(Policy(severity=(("map/x", Severity.NOTE),), min_severity=Severity.NOTE),))
    judged = judge(options, found())
    assert judged is not None
    assert judged.severity is Severity.NOTE
    strict = Options("/r", ("",), policies=(Policy(severity=(("map/x", Severity.NOTE),), min_severity=Severity.ERROR),))
    assert judge(strict, found()) is None


def test_rules_can_be_off_below_some_paths() -> None:
    policy = Policy("a", per_path=(("old/**", ("map",)),))
    options = Options("/r", ("",), policies=(Policy(""), policy))
    assert judge(options, found("a/old/c/x.go")) is None
    assert judge(options, found("a/new/x.go")) is not None
    assert judge(options, found("old/x.go")) is not None


def test_diagnostics_need_not_be_selected_but_can_be_ignored() -> None:
    own = found(rule="golint/unused-suppression")
    assert judge(Options("/r", ("",), select=("map",)), own) is not None
    assert judge(Options("/r", ("",), ignore=("golint/unused-suppression",)), own) is None


def test_excludes_count_from_the_folder_of_their_file() -> None:
    options = Options("/r", ("",), policies=(Policy("a", exclude=("gen", "/x/*.pb.go")),))
    assert [
        excluded(options, path) for path in ("a/gen/x.go", "a/b/gen", "gen/x.go", "a/x/y.pb.go", "a/z/x/y.pb.go")
    ] == [
        True,
        True,
        False,
        True,
        False,
    ]
    assert judge(options, found("a/gen/x.go")) is None
    above = Options("/r", ("",), policies=(Policy(prefix="sub/", exclude=("sub/gen/**",)),))
    assert excluded(above, "gen/x.go")


def test_what_is_named_is_not_excluded_unless_forced() -> None:
    policies = (Policy(exclude=("gen", "*.pb.go")),)
    for paths, expected in (
        (("gen/x.go",), False),
        (("gen",), False),
        (("",), True),
        (("a",), True),
        (("gen/y.go",), True),
    ):
        assert excluded(Options("/r", paths, policies=policies), "gen/x.go") is expected, paths
    assert excluded(Options("/r", ("gen/x.go",), policies=policies, force_exclude=True), "gen/x.go")
    assert excluded(Options("/r", ("a",), policies=policies), "a/b.pb.go")


@pytest.mark.parametrize(
    ("pattern", "covered", "not_covered"),
    [
        ("gen", ["gen", "gen/a.go", "a/gen/b.go"], ["generated/a.go", "agen"]),
        ("*.pb.go", ["x.pb.go", "a/x.pb.go"], ["x.go"]),
        ("a/*.go", ["a/x.go"], ["a/b/x.go", "b/a/x.go"]),
        ("a/**", ["a/x.go", "a/b/x.go"], ["b/a/x.go"]),
        ("**/mock/*.go", ["mock/x.go", "a/b/mock/x.go"], ["a/mocks/x.go"]),
        ("a/**/z.go", ["a/z.go", "a/b/c/z.go"], ["z.go"]),
        ("/top.go", ["top.go"], ["a/top.go"]),
        ("x[!ab]?.go", ["xc1.go"], ["xa1.go", "x/1.go"]),
        ("third.party/", ["third.party/a.go"], ["thirdXparty/a.go"]),
        ("[", ["["], ["a"]),
    ],
)
def test_patterns(pattern: str, covered: list[str], not_covered: list[str]) -> None:
    assert [path for path in covered if not matches(pattern, path)] == []
    assert [path for path in not_covered if matches(pattern, path)] == []
