"""The inputs of the GitHub Action: what may stand in them, and the command line that they make.

They come as `GOLINT_...` variables, never as text inside a script.
"""

import os
from collections.abc import Mapping

from golint_py.prove.toolchain import LEVELS

_YES_NO = ("auto", "true", "false")
_LEVELS = ("note", "warning", "error")
_CHOICES = {
    "MIN_CONFIDENCE": ("", "low", "medium", "high"),
    "MIN_SEVERITY": ("", *_LEVELS),
    "FAIL_LEVEL": ("", "never", *_LEVELS),
    "ONLY_NEW_ISSUES": ("true", "false"),
    "UPLOAD_SARIF": _YES_NO,
    "ANNOTATIONS": _YES_NO,
    "SUMMARY": ("true", "false"),
    "FIX": ("false", "diff"),
    "CACHE": ("true", "false"),
    "VERIFY_FIXES": ("", "parse", *LEVELS),
}
_ONE_LINE = ("SELECT", "IGNORE", "CONFIG", "BASELINE", "BASE", "CATEGORY", "SARIF_FILE", "MAX_ANNOTATIONS")
_SELECTION = ("SELECT", "IGNORE", "MIN_CONFIDENCE", "MIN_SEVERITY", "CONFIG")
_NAMED = {"BASELINE": "baseline", "CATEGORY": "sarif-category", "MAX_ANNOTATIONS": "max-annotations"}
_MANAGED = (
    *("--output-format", "--output-file", "--exit-zero", "--diff-base", "--new-from-merge-base", "--statistics"),
    *("--cache-dir", "--no-cache"),
)
CACHE = "golint-py-cache"  # in the runner's temporary folder; action.yml restores and saves it


class InputError(Exception):
    """An input of the action that cannot be meant; the text names it."""


def given(environment: Mapping[str, str], name: str) -> str:
    """The input `name` (`MIN_SEVERITY`); "" where it is not there."""
    return environment.get(f"GOLINT_{name}", "")


def check_inputs(environment: Mapping[str, str]) -> None:
    """Raise `InputError` for a value that is no choice, and for one that would become another option."""
    for name, choices in _CHOICES.items():
        value = environment.get(f"GOLINT_{name}")
        if value is not None and value not in choices:
            raise InputError(f"{_input(name)} must be one of {', '.join(one or 'empty' for one in choices)}")
    for name in (*_ONE_LINE, "PATHS"):
        value = given(environment, name)
        if any(line.strip().startswith("-") for line in value.splitlines()):
            raise InputError(f"{_input(name)} must not start with a dash")
        if name != "PATHS" and len(value.splitlines()) > 1:
            raise InputError(f"{_input(name)} must be one line")
    number = given(environment, "MAX_ANNOTATIONS")
    if number and not (number.isascii() and number.isdigit()):
        raise InputError("max-annotations must be a number")
    for option in _lines(given(environment, "ARGS")):
        if not option.startswith("--"):
            raise InputError(f"args: {option} is no option; one --name or --name=value a line")
        if option.partition("=")[0] in _MANAGED:
            raise InputError(f"args: {option.partition('=')[0]} is set by the action itself")


def _input(variable: str) -> str:
    return variable.lower().replace("_", "-")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def paths(environment: Mapping[str, str]) -> list[str]:
    """The files and folders to check."""
    return _lines(given(environment, "PATHS")) or ["."]


def selection(environment: Mapping[str, str]) -> list[str]:
    """The options that say what counts, for `check` and for `fix`."""
    folder = environment.get("RUNNER_TEMP") or os.curdir
    cache = "--no-cache" if given(environment, "CACHE") == "false" else f"--cache-dir={os.path.join(folder, CACHE)}"
    found = ["--no-progress", cache]
    for name in _SELECTION:
        value = given(environment, name)
        if value:
            found.append(f"--{_input(name)}={value}")
    return found


def options(environment: Mapping[str, str], upload: bool) -> list[str]:
    """The options of `check`, but for the base to compare with and the reports that are always written."""
    found = selection(environment)
    level = given(environment, "FAIL_LEVEL")
    if level and level != "never":
        found.append(f"--fail-level={level}")
    for name, option in (
        ("BASELINE", "baseline"),
        ("CATEGORY", "sarif-category"),
        ("MAX_ANNOTATIONS", "max-annotations"),
    ):
        value = given(environment, name)
        if value:
            found.append(f"--{option}={value}")
    annotate = given(environment, "ANNOTATIONS") or "auto"
    wanted = not upload if annotate == "auto" else annotate == "true"
    return [*found, *_lines(given(environment, "ARGS")), f"--output-format={'github' if wanted else 'concise'}"]
