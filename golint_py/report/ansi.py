"""Colours of a terminal, written by hand: SGR sequences (ECMA-48)."""

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "gutter": "34",
    "bold": "1",
    "mark": "31",
    "other": "35",
    "held": "32",
    "dim": "2",
}


def paint(text: str, style: str, on: bool) -> str:
    """The text in that style; as it is when colours are off."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if on and text else text
