"""What the go command complains of, in words that stay the same from run to run: without places, times, addresses."""

import re
from collections.abc import Iterator, Sequence

_PLACE = re.compile(r":\d+(:\d+)?:")
_NOISE = re.compile(r"\(?(cached|\d+\.\d+s)\)?")
_FAILS = re.compile(r"--- FAIL: |FAIL\b|panic: |fatal error: |DATA RACE: |\S+\.go:\d+|\S+ imports |package ")
_SUBTEST = re.compile(r"^ +(?=--- FAIL: )")
_FAILED = re.compile(r"^--- FAIL: ([^/\s]+)$")
_ACCESS = re.compile(r"(?:Previous )?(?:atomic )?(?:read|write) at 0x", re.IGNORECASE)
_EDGE = "=================="


def lines_of(said: str) -> frozenset[str]:
    """The lines of `go build` and `go vet`."""
    return frozenset(_plain(one) for one in said.splitlines() if one.strip() and one[0] != "#")


def failures_of(said: str) -> frozenset[str]:
    """Of `go test`: the tests that fail, the races by the functions that meet, panics, what does not compile. What the
    tests print counts where nothing else is said."""
    lines = [_SUBTEST.sub("", one) for one in _with_races(said.splitlines())]
    return frozenset(_plain(one) for one in lines if _FAILS.match(one)) or lines_of(said)


def failed_tests(complaints: frozenset[str]) -> tuple[str, ...]:
    """The names of the tests that fail."""
    return tuple(sorted(found[1] for one in complaints if (found := _FAILED.match(one))))


def telling(complaints: frozenset[str]) -> str:
    """The one of them that says most: a race or what does not compile, rather than the name of a test."""
    return min(complaints, key=lambda one: (one.startswith(("---", "FAIL")), one))


def _plain(line: str) -> str:
    return _NOISE.sub("", _PLACE.sub(":", line)).strip()


def _with_races(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with each report of the race detector as one of them."""
    report: list[str] | None = None
    for line in lines:
        if line.strip() == "WARNING: DATA RACE":
            report = []
        elif report is None:
            yield line
        elif line.strip() == _EDGE:
            yield _race(report)
            report = None
        else:
            report.append(line.strip())
    if report is not None:
        yield _race(report)


def _race(report: Sequence[str]) -> str:
    """The innermost functions of the two accesses that are not the runtime's."""
    found: list[str] = []
    wanted = False
    for line in report:
        if _ACCESS.match(line):
            wanted = True
        elif not line:
            wanted = False
        elif wanted and line.endswith("()") and not line.startswith(("runtime.", "internal/")):
            found.append(line.removesuffix("()"))
            wanted = False
    return "DATA RACE: " + " and ".join(sorted(found))
