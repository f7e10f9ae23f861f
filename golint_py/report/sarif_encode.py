"""sarif-om's objects as plain data: the one place that knows how that library names things.

sarif-om has no serializer. Each attribute's `metadata["schema_property_name"]` is its name in SARIF. None is left out,
and so is a value equal to the attribute's default, but for `level`, which readers expect to see.
"""

from typing import Any

import attr

_ALWAYS = frozenset({"level"})


def plain(value: Any) -> Any:
    """Dictionaries, lists and scalars for `value`. The depth of the recursion is that of SARIF's own nesting."""
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return {
        name: plain(inner)
        for attribute, name, default in _fields(type(value))
        if (inner := getattr(value, attribute)) is not None and (name in _ALWAYS or inner != default)
    }


_KNOWN: dict[type, list[tuple[str, str, Any]]] = {}


def _fields(kind: type) -> list[tuple[str, str, Any]]:
    known = _KNOWN.get(kind)
    if known is None:
        known = [
            (field.name, field.metadata["schema_property_name"], _default(field.default)) for field in attr.fields(kind)
        ]
        _KNOWN[kind] = known
    return known


def _default(default: Any) -> Any:
    """The default value; a factory's product; an object equal to nothing where there is none."""
    if default is attr.NOTHING:
        return object()
    return default.factory() if isinstance(default, attr.Factory) else default  # type: ignore[arg-type]
