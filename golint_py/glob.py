"""Path patterns of the configuration: `*`, `?`, `[...]` inside one name, `**` over folders."""

import re
from functools import cache


def matches(pattern: str, path: str) -> bool:
    """Whether the pattern covers the POSIX path, or a folder that the path is in.

    A pattern without a slash (one at its end does not count) matches a name at any depth; others count from the top.
    """
    return _compiled(pattern).match(path) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    wanted = pattern.removeprefix("./").rstrip("/")
    anchored = "/" in wanted
    parts = [_part(part) for part in wanted.lstrip("/").split("/")]
    text = "" if anchored else "(?:.*/)?"
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "**":
            text += ".*" if last else "(?:.*/)?"
        else:
            text += part if last else part + "/"
    try:
        return re.compile(text + r"(?:/.*)?\Z", re.DOTALL)
    except re.error:  # such as [z-a]: then it is a name like any other
        return re.compile(re.escape(wanted) + r"\Z")


def _part(part: str) -> str:
    if part == "**":
        return part
    text, at = "", 0
    while at < len(part):
        char = part[at]
        at += 1
        if char == "*":
            text += "[^/]*"
        elif char == "?":
            text += "[^/]"
        elif char == "[" and "]" in part[at + 1 :]:
            end = part.index("]", at + 1)
            body = part[at:end].replace("\\", "\\\\")
            text += "(?!/)[^" + body[1:] + "]" if body[0] in "!^" else "(?!/)[" + body + "]"
            at = end + 1
        else:
            text += re.escape(char)
    return text
