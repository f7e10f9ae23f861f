"""What the user may have meant by a word that is none of the valid ones."""

from collections.abc import Iterable


def nearest(wrong: str, valid: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The most similar valid word, None if none is similar."""
    import difflib  # 3 ms that only a mistake has to pay

    close = difflib.get_close_matches(wrong, list(valid), 1, cutoff)
    return close[0] if close else None
