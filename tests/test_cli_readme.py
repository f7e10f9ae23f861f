"""The README is true: its output is what its command prints, and CI runs its other command."""

import os
import re
from contextlib import chdir, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from golint_py.cli.main import entry

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()


def test_the_output_shown_is_what_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    out = TextIOWrapper(BytesIO(), "utf-8")
    with chdir(ROOT), redirect_stdout(out):
        assert entry(["check", "testdata/example"]) == 1
    printed = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
    match = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert match is not None
    if "UPDATE_README" in os.environ:
        (ROOT / "README.md").write_text(README.replace(match[1], printed))
        return
    assert match[1] == printed


def test_ci_runs_the_commands_of_the_readme_and_no_others() -> None:
    demo, everything = re.findall(r"```sh\n(.*?)\n```", README, re.DOTALL)
    assert demo.endswith("golint-py check testdata/example")
    script = (ROOT / ".ci" / "run").read_text()
    lines = [line for line in script.splitlines() if "$venv" in line and not line.startswith("trap")]
    plain = " && ".join(lines).replace('"${PYTHON:-python3}"', "python3").replace(' "$@"', "").replace(" --quiet", "")
    assert plain.replace('"$venv"', ".venv").replace('"$venv/', '".venv/').replace('"', "") == everything


def test_every_link_leads_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
