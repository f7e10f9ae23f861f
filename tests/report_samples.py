"""A report made by hand: one conflict with two goroutines in a file full of traps, one plain finding, skipped files."""

from golint_py.diagnostics import DIAGNOSTICS
from golint_py.report.view import Sources, View
from golint_py.text.finding import By, Confidence, Finding, Related, Report, Severity, Silenced, Skipped, Step, Thread
from golint_py.text.span import Span

PATH = "a b/störe.go"
STORE = (
    "\ufeffpackage store\r\n"
    "\r\n"
    "func (s *Store) Put(k string) {\r\n"
    "\ts.mu.RLock()\r\n"
    '\ts.items["é中😀"+k] = 1 // ::stop-commands::x ##[error]\r\n'
    "\ts.mu.RUnlock()\r\n"
    "}\r\n"
    "\r\n"
    "func (s *Store) loop() {\r\n"
    "\tgo func() {\r\n"
    '\t\tdelete(s.items, "x")\r\n'
    "\t}()\r\n"
    "}"
).encode()
FILES = {PATH: STORE, "b.go": b"package b\n\nvar x = 1\n"}
WRITE = 's.items["é中😀"+k] = 1'.encode()
GO = STORE[STORE.index(b"go func") : STORE.index(b"}()") + 3]
DELETE = b'delete(s.items, "x")'


def at(text: bytes, path: str = PATH) -> Span:
    """The first place of the text in the file."""
    start = FILES[path].index(text)
    return Span(path, start, start + len(text))


CONFLICT = Finding(
    rule="golint/unknown-rule",
    place=at(WRITE),
    message="Store.items[k](1) is written while mu is held for reading",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    subject="store.Store.items",
    function="(*store.Store).Put",
    related=(Related(at(DELETE), "deleted here"), Related(at(b"s.mu.RUnlock()"), "the [lock] goes")),
    threads=(
        Thread(
            "(*Store).Put, exported",
            (
                Step(at(b"s.mu.RLock()"), "locks mu for reading", ("acquire", "lock")),
                Step(at(WRITE), "writes items", ("memory",), ("Store.mu (read)",)),
            ),
        ),
        Thread(
            "goroutine started in (*Store).loop",
            (Step(at(GO), "starts the goroutine", ("call",)), Step(at(DELETE), "deletes from items", ("memory",))),
        ),
    ),
)
PLAIN = Finding(
    rule="golint/unused-suppression",
    place=at(b"x = 1", "b.go"),
    message="100%: nothing is silenced here",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    subject="b.x",
    function="",
)
REPORT = Report(
    findings=(CONFLICT, PLAIN),
    suppressed=(Silenced(PLAIN, By.DIRECTIVE, "set up once"),),
    skipped=(Skipped("big.go", "larger than 1 MB"), Skipped("b.go", "syntax error", 11, 14)),
    files=3,
)


def read(path: str) -> bytes:
    """The bytes of a sample file."""
    if path not in FILES:
        raise FileNotFoundError(path)
    return FILES[path]


def view(**changes: object) -> View:
    """A view over the sample files."""
    fields: dict[str, object] = {"sources": Sources(read), "rules": DIAGNOSTICS, "version": "0.1.0"}
    return View(**(fields | changes))  # type: ignore[arg-type]
