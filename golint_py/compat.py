"""The directives of other tools, on request: `#nosec` of gosec, `//nolint` of golangci-lint, `//lint:ignore`.

An id that is unknown never widens to all rules. What another tool's rule covers here is in the tables. The grammars are
those that these tools' sources accept (gosec 2026-07, golangci-lint 2026-08, staticcheck 2026-06).
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

from msgspec import Struct

_SECURITY = ("exec", "unsafe", "syscall")
GOSEC: Mapping[str, tuple[str, ...]] = {"G103": ("unsafe",), "G204": ("exec",), "G702": ("exec",)}
GOLANGCI: Mapping[str, tuple[str, ...]] = {
    "golint-py": ("all",),
    "gosec": _SECURITY,
    "govet": ("lock/copied", "unsafe/pointer-from-integer", "unsafe/uintptr-outlives-pointer"),
    "all": ("all",),
}
STATICCHECK: Mapping[str, tuple[str, ...]] = {"golint-py": ("all",)}


class Said(Struct, frozen=True):
    """What a directive says: our rules, families or `all`, the reason, or why it is none. No rules: not about us."""

    rules: tuple[str, ...] = ()
    why: str = ""
    problem: str = ""
    whole_file: bool = False


@cache
def _id() -> re.Pattern[str]:
    return re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def _ours(names: list[str], table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What the names cover; our own ids may stand among them."""
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(table.get(name, (name,) if _id().match(name) else ())))
    return tuple(found)


def nosec(comment: str) -> Said | None:
    """`#nosec [G204 ...] [-- why]` at the start of a comment, or `//gosec:disable [...]`; None for another comment.

    Without an id it means every rule of gosec's kind. Words that are no id make it malformed.
    """
    text = comment.removesuffix("*/")[2:]
    tag = (
        "#nosec" if text.lstrip().startswith("#nosec") else "gosec:disable" if text.startswith("gosec:disable") else ""
    )
    if not tag:
        return None
    rest = text.lstrip().removeprefix(tag)
    if rest and (rest[0].isalnum() or rest[0] in "_-"):
        return None
    head, _, why = rest.partition("--")
    names = [word for word in re.split(r"[\s,:]+", head) if word]
    why = why.lstrip("-").strip()
    if not names or names == ["block"]:
        return Said(_SECURITY, why)
    known = [name for name in names if re.fullmatch(r"G\d{3}", name) or _id().match(name)]
    if not known:
        return Said(problem=f"{tag} {head.strip()} names no rule (G and three digits), and silences nothing here")
    return Said(_ours(known, GOSEC), why)


def nolint(comment: str) -> Said | None:
    """`//nolint[:name,...] [// why]`; None for another comment. Without a name it means every linter."""
    if not comment.startswith("//"):
        return None
    text = comment.lstrip("/ ")
    if re.match(r"nolint( |:|$)", text) is None:
        return None
    head, _, why = text.partition("//")
    rest = head.removeprefix("nolint")
    if rest.lstrip().startswith(":") and not rest.startswith(":"):
        return Said(
            problem="with a space before the colon, golangci-lint silences everything here, and golint-py nothing"
        )
    if not rest.startswith(":"):
        return Said(("all",), why.strip())
    names = [name.split() for name in rest[1:].lower().split(",")]
    return Said(_ours([words[0] for words in names if words], GOLANGCI), why.strip())


def lint_ignore(comment: str) -> Said | None:
    """`//lint:ignore name[,name] why` or `//lint:file-ignore ...`; None for another comment. The reason is required."""
    match = re.match(r"//lint:(file-)?ignore(?:\s+(\S+))?(?:\s+(.*))?\Z", comment, re.DOTALL)
    if match is None:
        return None
    whole_file, names, why = match[1] is not None, (match[2] or "").split(","), (match[3] or "").strip()
    rules = _ours(names, STATICCHECK)
    if rules and not why:
        return Said(problem="the reason is missing; write //lint:ignore name why")
    return Said(rules, why, whole_file=whole_file)


READERS: Mapping[str, Callable[[str], Said | None]] = {"nosec": nosec, "nolint": nolint, "lint:ignore": lint_ignore}
