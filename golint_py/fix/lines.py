"""Lines of a Go file as edits need them: indentation, line ends, the lines that a statement has for itself."""

from golint_py.text.edits import Edit
from golint_py.text.span import Span


class Lines:
    """The bytes of one file. Offsets are bytes, 0-based."""

    __slots__ = ("data", "end", "path")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self.end = b"\r\n" if b"\r\n" in data else b"\n"

    def start(self, offset: int) -> int:
        """Where the line begins that the offset is in."""
        return self.data.rfind(b"\n", 0, offset) + 1

    def after(self, offset: int) -> int:
        """Where the line after that of the offset begins."""
        found = self.data.find(b"\n", offset)
        return len(self.data) if found < 0 else found + 1

    def indent(self, offset: int) -> bytes:
        """The white space that the line of the offset begins with."""
        start = self.start(offset)
        line = self.data[start : self.after(offset)]
        return line[: len(line) - len(line.lstrip(b" \t"))]

    def begins(self, offset: int) -> bool:
        """Whether nothing but white space stands before the offset on its line."""
        return not self.data[self.start(offset) : offset].strip()

    def ends(self, offset: int) -> bool:
        """Whether nothing but white space or a line comment stands after the offset on its line."""
        rest = self.data[offset : self.after(offset)].strip()
        return not rest or rest.startswith(b"//")

    def doc_start(self, offset: int) -> int:
        """Where the comment lines begin that stand directly above the line of the offset; that line without any."""
        at = self.start(offset)
        while at:
            above = self.start(at - 1)
            if not self.data[above:at].lstrip().startswith(b"//"):
                break
            at = above
        return at

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing else but a comment behind it stands on the lines of these bytes."""
        return self.begins(start) and self.ends(end)

    def text(self, start: int, end: int) -> bytes:
        """The bytes."""
        return self.data[start:end]

    def span(self, start: int, end: int) -> Span:
        """The bytes as a span of this file."""
        return Span(self.path, start, end)

    def replace(self, start: int, end: int, text: bytes) -> Edit:
        """Put `text` there; its line ends become those of the file."""
        return Edit(self.span(start, end), self._lines(text))

    def before(self, offset: int, *lines: bytes) -> Edit:
        """Put whole lines, with the indentation of the line of the offset, before that line."""
        start, indent = self.start(offset), self.indent(offset)
        return Edit(self.span(start, start), self._whole(indent, lines))

    def behind(self, offset: int, indent: bytes, *lines: bytes) -> Edit:
        """Put whole lines with that indentation after the line of the offset."""
        after = self.after(offset)
        text = self._whole(indent, lines)
        if after == len(self.data) and not self.data.endswith(b"\n"):
            text = self.end + text
        return Edit(self.span(after, after), text)

    def without(self, start: int, end: int) -> Edit:
        """Take away the lines of these bytes."""
        return Edit(self.span(self.start(start), self.after(end)), b"")

    def _whole(self, indent: bytes, lines: tuple[bytes, ...]) -> bytes:
        return b"".join((indent + line if line else b"") + self.end for line in lines)

    def _lines(self, text: bytes) -> bytes:
        return text.replace(b"\n", self.end) if self.end != b"\n" else text
