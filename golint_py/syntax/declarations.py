"""The extent of a top-level declaration, found in the bytes of a file."""

from golint_py.syntax.parse import parse


def declaration_at(data: bytes, offset: int) -> tuple[int, int] | None:
    """Bytes (start, end) of the top-level declaration that starts on the line of `offset`; None when none does."""
    begin = data.rfind(b"\n", 0, offset) + 1
    end = data.find(b"\n", offset)
    end = len(data) if end < 0 else end
    for node in parse(data).declarations:
        if begin <= node.start_byte <= end:
            return node.start_byte, node.end_byte
    return None
