"""Whether a function takes locks, gives them back, waits or starts goroutines for its callers, by its text."""

import re

from golint_py.selection.beside import starts

_HELPER = rb"[Ll]ocker\(\)|\.Wait\(\)|\.Done\(\)|\bclose\(|<-"
_TAKES = re.compile(rb"(?<!n)[Ll]ock\(\)")
_RELEASER = re.compile(rb"n[Ll]ock\b(?!\()")
_GIVES = re.compile(rb"n[Ll]ock\(\)")


def helps(text: bytes) -> bool:
    """Whether a function may lock or unlock for its callers, wait, or start goroutines for them."""
    return bool(re.search(_HELPER, text)) or starts(text) or uneven(text)


def uneven(text: bytes) -> bool:
    """Whether the function takes locks and gives none back, or the other way round, or hands out how to."""
    if b"ock" not in text:
        return False
    return bool(_TAKES.search(text)) != bool(_GIVES.search(text)) or bool(_RELEASER.search(text))


def takes(text: bytes) -> bool:
    """Whether the function takes a lock."""
    return b"ock()" in text and _TAKES.search(text) is not None
