"""Directives that silence nothing are removed, or the rules in them that are not needed."""

from pathlib import Path

import pytest
from test_cli import RULE, STORE, golint, project

__all__ = ["project"]
IGNORE = "//golint:ignore"


def fixed(project: Path, text: str, *arguments: str) -> str:
    file = project / "store" / "s.go"
    file.write_text(text)
    done = golint(project, "fix", *arguments)
    assert done.returncode == 0, done.stderr
    return file.read_text()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"var x = 1 {IGNORE} exec/tainted-command -- why\n", "var x = 1\n"),
        (f"\n{IGNORE} exec/tainted-command -- why\nvar x = 1\n", "\nvar x = 1\n"),
        (f"\n// X is.\n//\n{IGNORE} exec/tainted-command -- why\nvar x = 1\n", "\n// X is.\nvar x = 1\n"),
        (f"\n{IGNORE} exec/tainted-command -- why\n// X is.\nvar x = 1\n", "\n// X is.\nvar x = 1\n"),
        (f"\n// X is.\n{IGNORE} exec/tainted-command -- why\n\nvar x = 1\n", "\n// X is.\n\nvar x = 1\n"),
    ],
)
def test_a_directive_that_silences_nothing_goes_on_request(project: Path, before: str, after: str) -> None:
    clean = "package store\n"
    assert fixed(project, clean + before) == clean + before
    assert fixed(project, clean + before, "--unsafe-fixes") == clean + after


def test_only_the_rules_that_are_not_needed_go(project: Path) -> None:
    text = STORE.replace(
        "s.items[k] = 1", f"s.items[k] = 1 {IGNORE} exec/tainted-command, {RULE} until=2999-01-01 -- a"
    )
    left = f"s.items[k] = 1 {IGNORE} {RULE} until=2999-01-01 -- a"
    assert left in fixed(project, text, "--unsafe-fixes")
    assert golint(project, "check").returncode == 0


def test_what_is_used_expired_or_malformed_stays(project: Path) -> None:
    used = STORE.replace("s.items[k] = 1", f"s.items[k] = 1 {IGNORE} {RULE} -- why")
    more = f"\n{IGNORE} {RULE} until=2020-01-01 -- renew\nvar x = 1\n\n{IGNORE} map/nonsense -- x\nvar y = 1\n"
    assert fixed(project, used + more, "--unsafe-fixes") == used + more


def test_several_files_are_cleaned_at_once(project: Path) -> None:
    text = f"\nvar x = 1 {IGNORE} exec/tainted-command -- why\nvar y = 1 {IGNORE} exec/tainted-command -- why\n"
    (project / "clean" / "c.go").write_text("package clean\n" + text)
    assert "golint" not in fixed(project, "package store\n" + text, "--unsafe-fixes")
    assert "golint" not in (project / "clean" / "c.go").read_text()
