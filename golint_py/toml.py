"""Settings as TOML: the few kinds of values that a configuration has."""

import json
from collections.abc import Mapping
from typing import Any


def written(values: Mapping[str, Any]) -> str:
    """A document: plain keys first, then tables and arrays of tables. Strings are basic strings (TOML 1.0)."""
    plain = [f"{key} = {value(one)}" for key, one in values.items() if not _is_table(one)]
    lines = ["\n".join(plain)] if plain else []
    for key, one in values.items():
        if isinstance(one, Mapping):
            lines.append("\n".join([f"[{key}]", *(f"{name(inner)} = {value(it)}" for inner, it in one.items())]))
        elif _is_table(one):
            lines += [
                "\n".join([f"[[{key}]]", *(f"{name(inner)} = {value(it)}" for inner, it in row.items())]) for row in one
            ]
    return "\n\n".join(lines) + "\n"


def _is_table(one: object) -> bool:
    return isinstance(one, Mapping) or (isinstance(one, (list, tuple)) and bool(one) and isinstance(one[0], Mapping))


def name(key: str) -> str:
    """A key, quoted where it has to be."""
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else value(key)


def value(one: object) -> str:
    """A string, number, boolean or list."""
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, (list, tuple)):
        return "[" + ", ".join(value(inner) for inner in one) + "]"
    if isinstance(one, str):
        return json.dumps(one, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(one)
