"""Whether a function takes locks, gives them back, waits or starts goroutines for its callers, by its text."""

import re

from golint_py.selection.beside import starts

_HELPER = rb"[Ll]ocker\(\)|\.Wait\(\)|\.Done\(\)|\bclose\(|<-"
_TAKES = re.compile(rb"(?<!n)[Ll]ock\(\)")
_RELEASER = re.compile(rb"n[Ll]ock\b(?!\()")
_GIVES = re.compile(rb"n[Ll]ock\(\)")
_LEAVES_WITHOUT = re.compile(rb"n[Ll]ock\(\)\s*return\b[^\n]*\n\s*\}(?!.*n[Ll]ock\b)", re.DOTALL)


def helps(text: bytes) -> bool:
    """Whether a function may lock or unlock for its callers, wait, or start goroutines for them."""
    return bool(re.search(_HELPER, text)) or starts(text) or uneven(text)


def uneven(text: bytes) -> bool:
    """Whether the function takes locks and gives none back, or the other way round, or hands out how to; or takes one
    and gives it back on some ways only, where it leaves early."""
    if b"ock" not in text:
        return False
    taken, given = _TAKES.search(text), _GIVES.search(text)
    if (taken is None) != (given is None) or _RELEASER.search(text) is not None:
        return True
    return taken is not None and given is not None and (_early(text, taken, given) or _last_given_early(text))


def _early(text: bytes, taken: re.Match[bytes], given: re.Match[bytes]) -> bool:
    """Whether the function leaves before it gives anything back."""
    return b"return" in text[taken.end() : given.start()] and b"defer" not in text[: given.start()]


def _last_given_early(text: bytes) -> bool:
    """Whether the function ends with the lock that it has given back where it left early."""
    return b"return" in text and _LEAVES_WITHOUT.search(text) is not None


def takes(text: bytes) -> bool:
    """Whether the function takes a lock."""
    return b"ock()" in text and _TAKES.search(text) is not None
