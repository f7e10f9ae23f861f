"""Lines and columns of a file: the one converter between bytes, UTF-16 code units and code points.

A line ends at LF; a CR before it belongs to the line end. A byte order mark at the start of a file is not text: line 1
starts after it, in every unit. A tab counts 1. Bytes that are not UTF-8 count as editors count them: each maximal part
of an ill-formed sequence is one U+FFFD (Unicode 15, section 3.9), so an encoded lone surrogate counts 3.
"""

from bisect import bisect_right

_BOM = b"\xef\xbb\xbf"


class Source:
    """The text of one file. Offsets are bytes, 0-based; lines and columns are 1-based.

    An offset past the end counts as the end, one inside a character as that character's start. A column past the end of
    its line counts as the end of the line.
    """

    __slots__ = ("_starts", "data", "path")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        starts = [3 if data.startswith(_BOM) else 0]
        at = data.find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = data.find(b"\n", at + 1)
        self._starts = starts

    @property
    def line_count(self) -> int:
        """Number of lines; the empty one after a last LF counts."""
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """The line that the byte is in."""
        return max(1, bisect_right(self._starts, offset))

    def line_start(self, line: int) -> int:
        """Offset of the first byte of the line. Raises `IndexError` for a line that does not exist."""
        if line < 1:
            raise IndexError(f"there is no line {line}")
        return self._starts[line - 1]

    def line_end(self, line: int) -> int:
        """Offset of the line's end, before CR LF or LF."""
        start = self.line_start(line)
        if line == len(self._starts):
            return len(self.data)
        end = self._starts[line] - 1
        return end - 1 if end > start and self.data[end - 1] == 0x0D else end

    def line_bytes(self, line: int) -> bytes:
        """The line without its end."""
        return self.data[self.line_start(line) : self.line_end(line)]

    def line_text(self, line: int) -> str:
        """The line without its end; what is not UTF-8 is U+FFFD."""
        return self.line_bytes(line).decode("utf-8", "replace")

    def column_bytes(self, offset: int) -> int:
        """Column in bytes, as Go's own tools count."""
        return len(self._before(offset)) + 1

    def column_utf16(self, offset: int) -> int:
        """Column in UTF-16 code units, as SARIF viewers and editors count."""
        text = self._before(offset).decode("utf-8", "replace")
        return len(text) + 1 + (0 if text.isascii() else sum(char > "\uffff" for char in text))

    def column_code_points(self, offset: int) -> int:
        """Column in Unicode code points."""
        return len(self._before(offset).decode("utf-8", "replace")) + 1

    def offset_of_bytes(self, line: int, column: int) -> int:
        """Offset of the character that the byte column is in."""
        offset = min(self.line_start(line) + max(column, 1) - 1, self.line_end(line))
        return self._snapped(offset)

    def offset_of_utf16(self, line: int, column: int) -> int:
        """Offset of the character that the column in UTF-16 code units is in."""
        return self._offset(line, column, 2)

    def offset_of_code_points(self, line: int, column: int) -> int:
        """Offset of the column in code points."""
        return self._offset(line, column, 1)

    def _before(self, offset: int) -> bytes:
        """The bytes of the line before the character that the offset is in."""
        return self.data[self._starts[self.line_of(offset) - 1] : self._snapped(offset)]

    def _snapped(self, offset: int) -> int:
        """The start of the character that the offset is in, the offset itself where the bytes are ill-formed."""
        data = self.data
        if offset >= len(data) or data[offset] & 0xC0 != 0x80:
            return min(offset, len(data))
        for start in range(offset - 1, max(offset - 4, -1), -1):
            if data[start] & 0xC0 != 0x80:
                return start if start + _width(data, start) > offset else offset
        return offset

    def _offset(self, line: int, column: int, astral: int) -> int:
        start, end = self.line_start(line), self.line_end(line)
        left = max(column, 1) - 1
        text = self.data[start:end]
        if text.isascii():
            return min(start + left, end)
        at = 0
        while at < len(text) and left > 0:
            width = _width(text, at)
            left -= astral if width == 4 and text[at] >= 0xF0 and _valid(text[at : at + 4]) else 1
            if left < 0:
                break
            at += width
        return start + at


def _valid(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _width(data: bytes, at: int) -> int:
    """Bytes of the character, or of the ill-formed part, that starts there."""
    first = data[at]
    if first < 0x80:
        return 1
    size = 2 if first < 0xE0 else 3 if first < 0xF0 else 4
    try:
        data[at : at + size].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end - error.start
    return size
