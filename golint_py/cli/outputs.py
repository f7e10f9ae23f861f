"""The output formats: their names, and which writer each one is. A writer is imported when it is wanted."""

import importlib
from collections.abc import Callable

from msgspec import Struct

from golint_py.config import ConfigError
from golint_py.report.view import View
from golint_py.text.finding import Report
from golint_py.text.nearest import nearest

FORMATS = {
    "text": ("text", "write"),
    "concise": ("text", "concise"),
    "json": ("json", "write"),
    "json-lines": ("json", "lines"),
    "sarif": ("sarif", "write"),
    "github": ("github", "write"),
    "gitlab": ("gitlab", "write"),
    "junit": ("junit", "write"),
    "checkstyle": ("checkstyle", "write"),
    "rdjson": ("rdjson", "write"),
}
FOR_PEOPLE = ("text", "concise")
WITH_FIXES = ("json", "json-lines", "sarif", "rdjson")


class Output(Struct, frozen=True):
    """One report to write; `file` "" is standard output."""

    format: str
    file: str = ""


def outputs(wanted: tuple[str, ...], output_file: str | None) -> tuple[Output, ...]:
    """The outputs of `FORMAT[:FILE]` arguments; `output_file` is for the one that names no file.

    Raises `ConfigError` for an unknown format, and for two reports in one place.
    """
    found = []
    for one in wanted or ("text",):
        name, _, file = one.partition(":")
        if name not in FORMATS:
            close = nearest(name, FORMATS)
            hint = f"did you mean {close}?" if close else f"there are {', '.join(FORMATS)}"
            raise ConfigError(f"there is no output format {name}; {hint}")
        found.append(Output(name, file or output_file or ""))
    files = [one.file for one in found]
    for file in files:
        if files.count(file) > 1:
            raise ConfigError(f"two reports for {file or 'standard output'}: give each a place, as in sarif:out.sarif")
    return tuple(found)


def writer(name: str) -> Callable[[Report, View], str]:
    """The function that writes the format."""
    module, function = FORMATS[name]
    found: Callable[[Report, View], str] = getattr(importlib.import_module(f"golint_py.report.{module}"), function)
    return found
