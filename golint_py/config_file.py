"""The configuration file: where it is, its keys, and what a mistake in it is told."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct, structs

from golint_py.config import CONFIDENCES, SEVERITIES, ConfigError, Policy
from golint_py.text.nearest import nearest

NAMES = ("golint-py.toml", ".golint-py.toml")

SeverityName = Literal["error", "warning", "note"]
ConfidenceName = Literal["high", "medium", "low"]


class PathRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Not wanted below some paths: `ignore` lists rules or families, `path` is a glob from the file's folder."""

    path: str
    ignore: tuple[str, ...]


class Settings(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The keys of a configuration file. None means: not set here."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    min_confidence: ConfidenceName | None = None
    min_severity: SeverityName | None = None
    fail_level: SeverityName | None = None
    tags: tuple[str, ...] | None = None
    goos: str | None = None
    goarch: str | None = None
    exclude: tuple[str, ...] = ()
    per_path: tuple[PathRules, ...] = ()
    severity: dict[str, SeverityName] = {}
    output_format: tuple[str, ...] | None = None
    jobs: int | None = None


def find_file(start: str, stop: str) -> str | None:
    """The nearest configuration file at or above the folder `start`, not above the folder `stop`; absolute paths."""
    folder = start
    while True:
        for name in NAMES:
            candidate = os.path.join(folder, name)
            if os.path.isfile(candidate):
                return candidate
        parent = os.path.dirname(folder)
        if folder == stop or parent == folder:
            return None
        folder = parent


def read_file(path: str) -> Settings:
    """Read and validate a configuration file. Raises `ConfigError` with the file, the key and the nearest valid key."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    return parse(data, path)


def parse(data: bytes, path: str) -> Settings:
    """Validate the text of a configuration file; `path` is for the messages. Raises `ConfigError`."""
    try:
        raw = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    _check_keys(raw, Settings, "", path)
    for number, entry in enumerate(_tables(raw.get("per-path"))):
        _check_keys(entry, PathRules, f"per-path[{number}].", path)
    try:
        return msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        text, _, where = str(error).partition(" - at `$")
        key = where.rstrip("`").lstrip(".") or "top level"
        raise ConfigError(f"{path}: {key}: {text[:1].lower()}{text[1:]}{_hint(raw, key, text)}") from error


def _tables(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _check_keys(table: Mapping[str, Any], record: type[Struct], prefix: str, path: str) -> None:
    valid = record.__struct_encode_fields__
    for key in table:
        if key not in valid:
            raise ConfigError(f"{path}: unknown key {prefix}{key}; {_meant(key, valid)}")


def _hint(raw: Mapping[str, Any], key: str, text: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or "enum" not in text:
        return ""
    valid = CONFIDENCES if key == "min-confidence" else SEVERITIES
    return f"; {_meant(value, valid)}"


def _meant(wrong: str, valid: Iterable[str]) -> str:
    """A clause for messages: what the user may have meant, or else all that there is."""
    choices = list(valid)
    close = nearest(wrong, choices)
    return f"did you mean {close}?" if close else "valid are " + ", ".join(choices)


def check_selectors(selectors: Iterable[str], rules: Iterable[str], where: str) -> None:
    """Raise `ConfigError` for a selector that covers no known rule; `where` names the option or key."""
    known = set(rules)
    valid = known | {rule.partition("/")[0] for rule in known} | {"all"}
    for one in selectors:
        if one not in valid:
            close = nearest(one, sorted(valid), 0.5)
            hint = f"; did you mean {close}?" if close else "; `golint-py rules` lists them"
            raise ConfigError(f"{where}: there is no rule or family {one}{hint}")


def policy_of(settings: Settings, directory: str, overrides: Settings) -> Policy:
    """The policy of a configuration file in `directory`; what `overrides` (the command line) sets wins."""

    def pick(name: str) -> Any:
        value = getattr(overrides, name)
        return value if value is not None else getattr(settings, name)

    return Policy(
        directory=directory,
        select=pick("select") or (),
        ignore=pick("ignore") or (),
        min_confidence=CONFIDENCES[pick("min_confidence") or "medium"],
        min_severity=SEVERITIES[pick("min_severity") or "note"],
        severity=tuple((rule, SEVERITIES[name]) for rule, name in sorted(settings.severity.items())),
        exclude=settings.exclude,
        per_path=tuple((rules.path, rules.ignore) for rules in settings.per_path),
    )


def overlay(settings: Settings, overrides: Settings) -> Settings:
    """The settings with those of `overrides` that are set put over them."""
    changed = {
        name: value
        for name in Settings.__struct_fields__
        if (value := getattr(overrides, name)) is not None and value != () and value != {}
    }
    return structs.replace(settings, **changed)
