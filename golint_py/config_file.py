"""Reading the configuration file, and what a mistake in it is told."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from golint_py.config import CONFIDENCES, SEVERITIES, ConfigError, PathRules, Settings
from golint_py.profiles import PROFILES
from golint_py.text.nearest import nearest

LARGEST = 1_000_000


def read_file(path: str, top: str = "") -> Settings:
    """The settings of a file with those of the files that it extends and of its profile below them.

    Files that are extended lie below the folder `top`, where that is given. Raises `ConfigError` with the file, the key
    and the nearest valid key.
    """
    settings, place, seen = Settings(), path, [os.path.realpath(path)]
    while True:
        found = parse(_bytes(place), place)
        if place != path:
            found = _placed(found, os.path.dirname(os.path.realpath(place)))
        settings = merged(found, settings)
        if found.extend is None:
            break
        real = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(place)), found.extend))
        if top and not real.startswith(top.rstrip(os.sep) + os.sep):
            raise ConfigError(f"{place}: extend: {found.extend} leads out of {top}")
        if real in seen:
            raise ConfigError(f"{place}: extend: {found.extend} extends itself in the end")
        seen.append(real)
        place = os.path.join(os.path.dirname(place), found.extend)
    return merged(PROFILES[settings.profile], settings) if settings.profile else settings


def _placed(settings: Settings, folder: str) -> Settings:
    """The settings with the names of files counted from the folder."""
    return msgspec.structs.replace(
        settings,
        baseline=os.path.join(folder, settings.baseline) if settings.baseline else None,
        knowledge=tuple(os.path.join(folder, one) for one in settings.knowledge),
    )


def merged(below: Settings, above: Settings) -> Settings:
    """The settings `above`, and those `below` where there are none. Tables are joined by key, excludes and rules of
    paths are added."""
    made = {
        name: getattr(above, name) if getattr(above, name) is not None else getattr(below, name)
        for name in Settings.__struct_fields__
    }
    made["severity"] = _joined(below.severity, above.severity)
    made["confidence"] = _joined(below.confidence, above.confidence)
    made["exclude"] = (*below.exclude, *above.exclude)
    made["per_path"] = (*below.per_path, *above.per_path)
    made["knowledge"] = (*below.knowledge, *above.knowledge)
    return Settings(**made)


def _joined(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """What a table says of a family overrides what the one below says of its rules."""
    kept = {name: value for name, value in below.items() if name.partition("/")[0] not in above}
    return {**kept, **above}


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    if len(data) > LARGEST:
        raise ConfigError(f"{path}: larger than {LARGEST} bytes")
    return data


def schema() -> str:
    """The JSON Schema of the configuration file."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of golint-py",
        **msgspec.json.schema(Settings),
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"


def parse(data: bytes, path: str) -> Settings:
    """Validate the text of a configuration file; `path` is for the messages. Raises `ConfigError`."""
    try:
        raw = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: nested too deeply") from error
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
