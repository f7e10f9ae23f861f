"""What the GitHub Action does (`python -m golint_py.cli.action`), between environment variables and files.

Always exits with 0, so that the upload can follow; the step after it exits with the output `fails`.
"""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from typing import Any

from golint_py.cli.action_base import base_option
from golint_py.cli.action_inputs import InputError, check_inputs, given, options, paths, selection
from golint_py.cli.action_summary import summary
from golint_py.cli.main import entry
from golint_py.load.roots import find_root
from golint_py.version import VERSION


def main(environment: Mapping[str, str]) -> None:
    """Check, and write the step's outputs and summary."""
    outputs = {"findings": "0", "known": "0", "gone": "0", "sarif-file": "", "json-file": "", "patch-file": ""}
    outputs |= {"exit-code": "2", "fails": "2", "upload": "false", "version": VERSION}
    try:
        check_inputs(environment)
        outputs |= _checked(environment)
    except InputError as error:
        print(f"::error::golint-py: {_escaped(str(error))}")
    _append(environment.get("GITHUB_OUTPUT"), "".join(f"{name}={value}\n" for name, value in outputs.items()))


def _checked(environment: Mapping[str, str]) -> dict[str, str]:
    """Run the check, and the outputs that it gives."""
    folder = environment.get("RUNNER_TEMP") or os.curdir
    sarif = os.path.abspath(given(environment, "SARIF_FILE") or os.path.join(folder, "golint-py.sarif"))
    report = os.path.abspath(os.path.join(folder, "golint-py.json"))
    for old in (sarif, report):  # of an earlier step of the same job
        if os.path.isfile(old):
            os.unlink(old)
    event = _load(environment.get("GITHUB_EVENT_PATH", ""))
    event = event if isinstance(event, dict) else {}
    upload, reason = wants_upload(environment, event)
    if reason:
        print(f"golint-py: no upload to code scanning: {reason}")
    base, about = base_option(environment, event, find_root(paths(environment)))
    if about:
        print(f"golint-py: {about}")
    files = [f"--output-format=sarif:{sarif}", f"--output-format=json:{report}"]
    code = entry(["check", *options(environment, upload), *([base] if base else []), *files, *paths(environment)])
    outputs = {"exit-code": str(code), "fails": str(fails(code, given(environment, "FAIL_LEVEL"), upload))}
    found = _load(report)
    if found is None:
        return outputs
    outputs |= {"findings": str(len(found["findings"])), "known": str(len(found["suppressed"]))}
    outputs |= {"gone": str(found["summary"]["gone"]), "sarif-file": sarif, "json-file": report}
    outputs |= {"upload": str(upload).lower(), "patch-file": _patch(environment, folder)}
    if given(environment, "SUMMARY") != "false":
        _append(environment.get("GITHUB_STEP_SUMMARY"), summary(found, about))
    return outputs


def _patch(environment: Mapping[str, str], folder: str) -> str:
    """The path of a patch with the safe fixes; "" where none was wanted or there is nothing to fix."""
    if given(environment, "FIX") != "diff":
        return ""
    printed = BytesIO()
    with redirect_stdout(TextIOWrapper(printed, "utf-8")) as out:
        verify = given(environment, "VERIFY_FIXES") or "parse"
        chosen = ["--diff", "--quiet", f"--verify={verify}", *selection(environment)]
        code = entry(["fix", *chosen, *paths(environment)])
        out.flush()
    text = printed.getvalue()
    if code not in (0, 1):
        raise InputError("fix: golint-py fix failed; the log says why")
    if not text:
        return ""
    path = os.path.abspath(os.path.join(folder, "golint-py.patch"))
    with open(path, "wb") as file:
        file.write(text)
    return path


def wants_upload(environment: Mapping[str, str], event: Mapping[str, Any]) -> tuple[bool, str]:
    """Whether to upload, and the reason why `auto` does not."""
    choice = given(environment, "UPLOAD_SARIF") or "auto"
    if choice != "auto":
        return choice == "true", ""
    if environment.get("GITHUB_ACTOR") == "dependabot[bot]":
        return False, "Dependabot's runs may not write security events"
    pull = event.get("pull_request")
    if isinstance(pull, dict):
        head = ((pull.get("head") or {}).get("repo") or {}).get("full_name")
        base = ((pull.get("base") or {}).get("repo") or {}).get("full_name")
        if head is None or head != base:
            return False, "the pull request comes from a fork, whose runs may not write security events"
    if given(environment, "ONLY_NEW_ISSUES") == "true" or given(environment, "BASE"):
        return False, "code scanning compares by itself, and would take what is left out for fixed"
    return True, ""


def fails(code: int, fail_level: str, upload: bool) -> int:
    """The exit code of the step: findings alone do not fail it when code scanning decides, unless a level was given."""
    decided_elsewhere = fail_level == "never" or (upload and not fail_level)
    return 0 if code == 1 and decided_elsewhere else code


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


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
