"""Configuration files as users write them: extended, with profiles, per rule, in many folders; and what shows them."""

import argparse
import json
import os
import tomllib
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from repository import commit, git, write
from test_cli import RULE, STORE, golint, project

from golint_py.cli import analysis
from golint_py.config import ConfigError, Options, Settings, judge, policy_of
from golint_py.config_file import LARGEST, merged, parse, read_file, schema
from golint_py.driver import load_packages
from golint_py.profiles import PROFILES
from golint_py.repository import look
from golint_py.rule import discover
from golint_py.tasks import tree_of
from golint_py.text.finding import Confidence, Finding, Severity
from golint_py.text.span import Span
from golint_py.toml import written

ROOT = Path(__file__).resolve().parent.parent
JSON = ("--output-format", "json")
__all__ = ["project"]


# --- extend -----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_extended_holds_where_this_one_says_nothing(tmp_path: Path) -> None:
    base = (
        'min-severity = "error"\nfail-level = "error"\nexclude = ["a"]\n[severity]\nmap = "note"\n"exec/x" = "note"\n'
    )
    top = 'extend = "shared/base.toml"\nfail-level = "note"\nexclude = ["b"]\n[severity]\nexec = "error"\n'
    write(tmp_path, {"shared/base.toml": base, "golint-py.toml": top})
    found = read_file(str(tmp_path / "golint-py.toml"), str(tmp_path))
    assert (found.min_severity, found.fail_level, found.exclude) == ("error", "note", ("a", "b"))
    assert found.severity == {"map": "note", "exec": "error"}


def test_a_chain_counts_from_the_folder_of_each_file(tmp_path: Path) -> None:
    last = 'jobs = 7\nbaseline = "known.jsonl"\nknowledge = ["facts.toml"]\n'
    chain = {"a/c.toml": 'extend = "../b/c.toml"\n', "b/c.toml": 'extend = "d.toml"\n', "b/d.toml": last}
    write(tmp_path, chain)
    found = read_file(str(tmp_path / "a" / "c.toml"), str(tmp_path))
    assert found.jobs == 7
    assert found.baseline == str(tmp_path / "b" / "known.jsonl")
    assert found.knowledge == (str(tmp_path / "b" / "facts.toml"),)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"c.toml": 'extend = "c.toml"\n'}, "extends itself in the end"),
        ({"c.toml": 'extend = "d.toml"\n', "d.toml": 'extend = "c.toml"\n'}, "extends itself in the end"),
        ({"c.toml": 'extend = "none.toml"\n'}, "none.toml: No such file"),
        ({"c.toml": 'extend = "../out.toml"\n'}, "extend: ../out.toml leads out of"),
        ({"c.toml": 'extend = "/etc/passwd"\n'}, "leads out of"),
        ({"c.toml": 'extend = "d.toml"\n', "d.toml": "slect = []\n"}, "d.toml: unknown key slect"),
        ({"c.toml": "#" * (LARGEST + 1)}, "larger than"),
    ],
)
def test_what_cannot_be_extended_is_told(tmp_path: Path, files: dict[str, str], says: str) -> None:
    (tmp_path / "r").mkdir()
    write(tmp_path / "r", files)
    (tmp_path / "out.toml").write_text("jobs = 1\n")
    with pytest.raises(ConfigError, match=says):
        read_file(str(tmp_path / "r" / "c.toml"), str(tmp_path / "r"))


def test_settings_above_win_whatever_they_are() -> None:
    below, above = Settings(cgo=True, jobs=3, select=("map",)), Settings(cgo=False, jobs=0, select=())
    assert merged(below, above) == above
    assert merged(below, Settings()) == below
    assert merged(Settings(), above) == above


# --- rules, profiles, folders -----------------------------------------------------------------------------------------


def test_severity_and_confidence_hold_for_a_rule_or_its_family(project: Path) -> None:
    config = project / "golint-py.toml"

    def levels(text: str, *arguments: str) -> list[str]:
        config.write_text(text)
        done = golint(project, "check", *JSON, *arguments)
        return [one["severity"] for one in json.loads(done.stdout)["findings"]]

    assert levels('[severity]\nmap = "note"\n') == ["note"]
    assert levels(f'[severity]\nmap = "note"\n"{RULE}" = "warning"\n') == ["warning"]
    assert levels('[severity]\nall = "note"\nmap = "warning"\n') == ["warning"]
    assert levels('[severity]\nall = "note"\nexec = "warning"\n') == ["note"]


def test_a_rule_can_need_more_or_less_confidence_than_others() -> None:
    place = Span("a.go", 0, 1)
    finding = Finding("map/x", place, "m", Severity.NOTE, Confidence.MEDIUM, subject="s", function="f")

    def shown(text: str, **overrides: str) -> bool:
        policy = policy_of(parse(text.encode(), "c.toml"), "", "", overrides)
        return judge(Options("/r", ("",), policies=(policy,)), finding) is not None

    assert not shown('min-confidence = "high"')
    assert shown('min-confidence = "high"\n[confidence]\nmap = "low"\n')
    assert shown('min-confidence = "high"\n[confidence]\n"map/x" = "low"\nmap = "high"\n')
    assert not shown('[confidence]\nmap = "high"\n')
    assert shown('[confidence]\nmap = "high"\n', min_confidence="medium")


def test_profiles_name_rules_that_are_there_and_all_that_the_schema_knows() -> None:
    ids = {rule.id for rule in discover()} | {rule.id.partition("/")[0] for rule in discover()} | {"all"}
    for profile in PROFILES.values():
        assert {*(profile.select or ()), *profile.severity, *profile.confidence} <= ids
    assert "|".join(PROFILES) == "strict|portable|devtool"
    with pytest.raises(ConfigError, match="profile"):
        parse(b'profile = "lax"', "c.toml")


def test_a_profile_holds_below_the_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text('profile = "strict"\n')
    found = read_file(str(tmp_path / "c.toml"))
    assert (found.select, found.min_confidence) == (("all",), "low")
    (tmp_path / "c.toml").write_text('profile = "strict"\nmin-confidence = "high"\n')
    assert read_file(str(tmp_path / "c.toml")).min_confidence == "high"


def test_the_portable_profile_builds_without_cgo(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "//go:build {}\n\npackage store\n"
    write(project, {"store/c.go": text.format("cgo"), "store/n.go": text.format("!cgo")})
    monkeypatch.chdir(project)

    def files(*words: str) -> list[str]:
        parser = argparse.ArgumentParser()
        analysis.add_arguments(parser)
        options = analysis.wanted(parser.parse_args(["store", *words])).options
        (package,) = load_packages(options, tree_of(options)).packages
        return [file.path for file in package.files]

    assert files() == ["store/c.go", "store/s.go"]
    (project / "golint-py.toml").write_text('profile = "portable"\n')
    assert files() == files("--isolated", "--no-cgo") == ["store/n.go", "store/s.go"]


def test_for_each_file_the_nearest_configuration_counts(project: Path) -> None:
    write(project, {"other/s.go": STORE, "other/golint-py.toml": "ignore = ['map']\n"})
    done = golint(project, "check", *JSON)
    assert [one["place"]["path"] for one in json.loads(done.stdout)["findings"]] == ["store/s.go"]
    write(project, {"golint-py.toml": "ignore = ['map']\n", "other/golint-py.toml": "exclude = ['x']\n"})
    done = golint(project, "check", *JSON)
    assert [one["place"]["path"] for one in json.loads(done.stdout)["findings"]] == ["other/s.go"]
    write(project, {"testdata/golint-py.toml": "nonsense = 1\n", "vendor/golint-py.toml": "nonsense = 1\n"})
    assert golint(project, "check").returncode == 1
    write(project, {"clean/golint-py.toml": "nonsense = 1\n"})
    assert "unknown key nonsense" in golint(project, "check").stderr


# --- trust ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["../out.txt", "/tmp/golint-py-out.txt", ".git/hooks/pre-commit", "link/out.txt"])
def test_a_configured_report_stays_inside_of_the_repository(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "r"
    commit(folder, {"a.go": "package a\n"})
    (tmp_path / "elsewhere").mkdir()
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    (folder / "golint-py.toml").write_text(f'output-format = ["text:{place}"]\n')
    before = sorted(path for path in tmp_path.rglob("*"))
    done = golint(folder, "check")
    assert done.returncode == 2
    assert "is no place for a report" in done.stderr
    assert sorted(path for path in tmp_path.rglob("*")) == before
    assert golint(folder, "check", "--config", "golint-py.toml", "--output-format", "text").returncode == 0


def test_a_configuration_that_is_a_link_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    commit(folder, {"a.go": "package a\n"})
    (tmp_path / "secret").write_text("password = 'x'\n")
    (folder / "golint-py.toml").symlink_to(tmp_path / "secret")
    done = golint(folder, "check")
    assert done.returncode == 2
    assert "a link that leads out of" in done.stderr
    assert "password" not in done.stderr


# --- the commands -----------------------------------------------------------------------------------------------------


def test_the_published_schema_is_that_of_the_settings() -> None:
    """After a change: `golint-py config schema > docs/config.schema.json`."""
    assert (ROOT / "docs" / "config.schema.json").read_text() == schema()


def test_the_schema_says_what_the_reader_says() -> None:
    validator = jsonschema_rs.validator_for(json.loads(schema()))
    good = 'select = ["map"]\njobs = 0\ncgo = true\n[severity]\nmap = "note"\n[[per-path]]\npath = "a"\nignore = []\n'
    assert validator.is_valid(tomllib.loads(good))
    parse(good.encode(), "c.toml")
    for bad in ("slect = []", "jobs = -1", 'profile = "x"', "[severity]\nmap = 'bad'", "compat = ['noqa']", "cgo = 1"):
        assert not validator.is_valid(tomllib.loads(bad)), bad
        with pytest.raises(ConfigError):
            parse(bad.encode(), "c.toml")


def test_every_key_is_described_for_people() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text()
    properties: dict[str, Any] = json.loads(schema())["$defs"]["Settings"]["properties"]
    assert [key for key in properties if key not in text] == []
    assert [key for key, facts in properties.items() if not facts.get("description")] == []


def test_the_configuration_of_a_path_is_shown(project: Path) -> None:
    write(
        project,
        {"golint-py.toml": 'extend = "b.toml"\nselect = ["map"]\n[severity]\nmap = "note"\n', "b.toml": "jobs = 3\n"},
    )
    text = golint(project, "config", "show", "store/s.go").stdout
    assert text.startswith(f"# {project / 'golint-py.toml'}\n")
    assert tomllib.loads(text) == {"extend": "b.toml", "select": ["map"], "jobs": 3, "severity": {"map": "note"}}
    assert '# min-confidence = "medium"' in text
    whole = json.loads(golint(project, "config", "show", "--output-format", "json").stdout)
    assert whole["settings"]["select"] == ["map"]
    assert whole["defaults"]["goos"] == "linux"
    (project / "golint-py.toml").unlink()
    assert golint(project, "config", "show").stdout.startswith("# no configuration file\n# by default:\n")


def test_files_are_verified_by_name_and_by_folder(project: Path) -> None:
    write(project, {"golint-py.toml": "jobs = 1\n", "store/.golint-py.toml": "select = ['mapp']\n"})
    done = golint(project, "config", "verify")
    assert (done.returncode, done.stdout) == (2, "")
    assert "store/.golint-py.toml: select: there is no rule or family mapp; did you mean map?" in done.stderr
    assert golint(project, "config", "verify", "golint-py.toml").stdout == "1 configuration file, valid\n"
    write(project, {"store/.golint-py.toml": ""})
    assert golint(project, "config", "verify").stdout == "2 configuration files, valid\n"
    assert golint(project, "config", "verify", "none.toml").returncode == 2


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.text(max_size=5), st.text(max_size=8) | st.booleans() | st.integers(0, 9), max_size=3))
def test_what_is_written_as_toml_is_read_back(table: dict[str, Any]) -> None:
    whole = {"a": ["x", "y\n\"'\\\x7f"], "b": True, "t": table, "r": [{"path": "é", "ignore": []}]}
    assert tomllib.loads(written(whole)) == whole


# --- init -------------------------------------------------------------------------------------------------------------


def test_init_writes_what_fits_the_repository_and_it_works(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    source = "//go:build integration && linux\n\npackage m\n"
    commit(folder, {"go.mod": "module m\n", "tools/go.mod": "module t\n", "a_test.go": source})
    git(folder, "remote", "add", "origin", "https://github.com/o/r")
    there = look(str(folder))
    assert (there.modules, there.tags, there.github, there.branch) == (("", "tools"), ("integration",), True, "main")
    done = golint(folder, "init")
    assert done.returncode == 0
    assert '# tags = ["integration"]' in (folder / "golint-py.toml").read_text()
    assert golint(folder, "config", "verify").returncode == 0
    assert golint(folder, "check").returncode == 0
    hooks = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == ["golint-py", "golint-py-config"]
    flow = yaml.safe_load((folder / ".github" / "workflows" / "golint-py.yml").read_text())
    assert flow[True]["push"]["branches"] == ["main"]
    assert flow["permissions"] == {"contents": "read"}
    uncommented = (folder / "golint-py.toml").read_text().replace("\n# ", "\n").replace("Build tags", "# Build tags")
    parse(uncommented.encode(), "c.toml")


def test_init_leaves_alone_what_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    commit(folder, {".golint-py.toml": "jobs = 1\n", ".pre-commit-config.yaml": "repos: []\n", "go.mod": "module m\n"})
    done = golint(folder, "init")
    assert (folder / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    assert not (folder / "golint-py.toml").exists()
    assert not (folder / ".github").exists()
    assert ".golint-py.toml is there already, and left as it is" in done.stdout
    assert "to use the hooks add to its list:\n  - repo: local" in done.stdout


def test_init_can_be_tried_and_does_not_follow_links_out(tmp_path: Path) -> None:
    folder, out = tmp_path / "r", tmp_path / "out"
    out.mkdir()
    commit(folder, {"go.mod": "module m\n"})
    before = sorted(os.listdir(folder))
    assert "--- golint-py.toml\n" in golint(folder, "init", "--dry-run").stdout
    assert sorted(os.listdir(folder)) == before
    (folder / ".github").symlink_to(out)
    assert golint(folder, "init").returncode == 2
    assert list(out.iterdir()) == []
