"""Reading the configuration file, and what a mistake in it is told."""

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from golint_py.config import CONFIDENCES, SEVERITIES, ConfigError, PathRules, Settings
from golint_py.text.nearest import nearest


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
