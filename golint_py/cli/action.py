"""What the GitHub Action does (`python -m golint_py.cli.action`), between environment variables and files.

Inputs come as `GOLINT_...`, never as text inside a script. Always exits with 0, so that the upload can follow; the step
after it exits with the output `fails`.
"""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from golint_py.cli.main import entry

ROWS = 100
SUMMARY_BYTES = 900_000
_YES_NO = ("auto", "true", "false")
_LEVELS = ("note", "warning", "error")
_CHOICES = {
    "GOLINT_MIN_CONFIDENCE": ("", "low", "medium", "high"),
    "GOLINT_MIN_SEVERITY": ("", *_LEVELS),
    "GOLINT_FAIL_LEVEL": ("", "never", *_LEVELS),
    "GOLINT_UPLOAD_SARIF": _YES_NO,
    "GOLINT_ANNOTATIONS": _YES_NO,
    "GOLINT_SUMMARY": ("true", "false"),
}


class InputError(Exception):
    """An input of the action that cannot be meant; the text names it."""


def main(environment: Mapping[str, str]) -> None:
    """Check, and write the step's outputs and summary."""
    outputs = {"findings": "0", "sarif-file": "", "exit-code": "2", "fails": "2", "upload": "false"}
    try:
        check_inputs(environment)
        folder = environment.get("RUNNER_TEMP") or os.curdir
        sarif = os.path.abspath(environment.get("GOLINT_SARIF_FILE") or os.path.join(folder, "golint-py.sarif"))
        report = os.path.join(folder, "golint-py.json")
        for old in (sarif, report):  # of an earlier step of the same job
            if os.path.isfile(old):
                os.unlink(old)
        upload, reason = wants_upload(environment)
        if reason:
            print(f"golint-py: no upload to code scanning: {reason}")
        files = [f"--output-format=sarif:{sarif}", f"--output-format=json:{report}"]
        code = entry([*arguments(environment, upload), *files])
        failing = fails(code, environment.get("GOLINT_FAIL_LEVEL", ""), upload)
        outputs |= {"exit-code": str(code), "fails": str(failing)}
        found = _load(report)
        if found is not None:
            outputs |= {"findings": str(len(found["findings"])), "sarif-file": sarif, "upload": str(upload).lower()}
            if environment.get("GOLINT_SUMMARY", "true") == "true":
                _append(environment.get("GITHUB_STEP_SUMMARY"), summary(found))
    except InputError as error:
        print(f"::error::golint-py: {str(error).replace('%', '%25')}")
    _append(environment.get("GITHUB_OUTPUT"), "".join(f"{name}={value}\n" for name, value in outputs.items()))


def check_inputs(environment: Mapping[str, str]) -> None:
    """Raise `InputError` for a value that is no choice, and for one that would become another option."""
    for name, choices in _CHOICES.items():
        value = environment.get(name)
        if value is not None and value not in choices:
            raise InputError(f"{_input(name)} must be one of {', '.join(one or 'empty' for one in choices)}")
    for name in ("GOLINT_SELECT", "GOLINT_IGNORE", "GOLINT_SARIF_FILE", "GOLINT_PATHS"):
        value = environment.get(name, "")
        if any(line.strip().startswith("-") for line in value.splitlines()):
            raise InputError(f"{_input(name)} must not start with a dash")
        if name != "GOLINT_PATHS" and len(value.splitlines()) > 1:
            raise InputError(f"{_input(name)} must be one line")


def _input(variable: str) -> str:
    return variable.removeprefix("GOLINT_").lower().replace("_", "-")


def arguments(environment: Mapping[str, str], upload: bool) -> list[str]:
    """The command line without the reports that always are written."""
    found = ["check", "--no-progress"]
    for name in ("SELECT", "IGNORE", "MIN_CONFIDENCE", "MIN_SEVERITY", "FAIL_LEVEL"):
        value = environment.get(f"GOLINT_{name}", "")
        if value and value != "never":
            found.append(f"--{name.lower().replace('_', '-')}={value}")
    annotate = environment.get("GOLINT_ANNOTATIONS", "auto")
    wanted = not upload if annotate == "auto" else annotate == "true"
    found.append(f"--output-format={'github' if wanted else 'concise'}")
    paths = [line.strip() for line in environment.get("GOLINT_PATHS", "").splitlines() if line.strip()]
    return [*found, *(paths or ["."])]


def wants_upload(environment: Mapping[str, str]) -> tuple[bool, str]:
    """Whether to upload, and the reason why `auto` does not."""
    choice = environment.get("GOLINT_UPLOAD_SARIF", "auto")
    if choice != "auto":
        return choice == "true", ""
    if environment.get("GITHUB_ACTOR") == "dependabot[bot]":
        return False, "Dependabot's runs may not write security events"
    event = _load(environment.get("GITHUB_EVENT_PATH", ""))
    pull = (event or {}).get("pull_request")
    if isinstance(pull, dict):
        head = ((pull.get("head") or {}).get("repo") or {}).get("full_name")
        base = ((pull.get("base") or {}).get("repo") or {}).get("full_name")
        if head is None or head != base:
            return False, "the pull request comes from a fork, whose runs may not write security events"
    return True, ""


def fails(code: int, fail_level: str, upload: bool) -> int:
    """The exit code of the step: findings alone do not fail it when code scanning decides, unless a level was given."""
    decided_elsewhere = fail_level == "never" or (upload and not fail_level)
    return 0 if code == 1 and decided_elsewhere else code


def summary(found: Mapping[str, Any]) -> str:
    """The job summary in Markdown: a table of the first findings and a count of all."""
    findings = found["findings"]
    if not findings:
        return f"### golint-py: no findings in {found['summary']['files']} files\n"
    lines = [f"### golint-py: {len(findings)} finding{'s' if len(findings) > 1 else ''}", ""]
    lines += ["| severity | rule | place | message |", "|---|---|---|---|"]
    lines += [_row(finding) for finding in findings[:ROWS]]
    text = "\n".join(lines)
    while len(text.encode()) > SUMMARY_BYTES:
        lines.pop()
        text = "\n".join(lines)
    shown = len(lines) - 4
    rest = f"\n\n{shown} of {len(findings)} findings are shown." if shown < len(findings) else ""
    return f"{text}{rest}\n"


def _row(finding: Mapping[str, Any]) -> str:
    place = f"{finding['place']['path']}:{finding['place']['start']['line']}"
    sure = f"{finding['severity']} ({finding['confidence']})"
    return f"| {sure} | {finding['rule']} | {_cell(place)} | {_cell(finding['message'])} |"


def _cell(text: str) -> str:
    """Text from the repository, as text: no markup, no new row."""
    for char, instead in (("&", "&amp;"), ("<", "&lt;"), ("\\", "\\\\"), ("|", "\\|"), ("[", "\\["), ("!", "\\!")):
        text = text.replace(char, instead)
    return " ".join(text.split())


def _load(path: str) -> Any:
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def _append(path: str | None, text: str) -> None:
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main(os.environ)
    sys.exit(0)
