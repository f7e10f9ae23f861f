"""Comments beside a finding that say that there is a reason: the author knows, and low confidence is enough."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import structs

from golint_py.text.finding import Confidence, Finding
from golint_py.text.span import Span

FAMILIES = ("map/", "lock/", "goroutine/")
MAX_LINES = 12  # of the comment above


@functools.cache
def _reason() -> re.Pattern[bytes]:
    """What such comments say. Compiled when there is a finding: it takes a millisecond."""
    what = rb"(?:\w+[ ]+){0,3}?(?:lock|locks|locking|unlock|mutex|mu|atomic|atomics|synchroni[sz]\w+)\b"
    return re.compile(
        rb"\b(?:on purpose|purpose(?:ly|fully)|intentional(?:ly)?|deliberate(?:ly)?|by design)\b"
        rb"|\bno (?:need|reason) (?:to|for) "
        + what
        + rb"|\b(?:no|not?) "
        + what
        + rb" (?:is |are )?(?:needed|required|necessary)"
        rb"|\b(?:do not|don't|does not|doesn't|need not|needn't|no longer) (?:need |have )?(?:to )?" + what + rb" here"
        rb"|\b(?:do not|don't|does not|doesn't|need not|needn't) (?:need|have to|require) (?:to )?"
        + what
        + rb"|\b(?:safe|fine|ok(?:ay)?) (?:to \w+ (?:\w+ ){0,3})?without (?:\w+ ){0,2}(?:lock|mutex)"
        rb"|\bexclusive (?:access|ownership)\b|\bbenign\b",
        re.IGNORECASE,
    )


def judged_by_remarks(findings: Iterable[Finding[Span]], read: Callable[[str], bytes]) -> Iterator[Finding[Span]]:
    """The findings of the concurrency rules, those with a reason beside them of low confidence; others as they are."""
    for one in findings:
        known = one.rule.startswith(FAMILIES) and one.confidence > Confidence.LOW
        places = [one.place, *(related.place for related in one.related if one.rule.startswith("lock/"))]
        if known and any(_reason().search(beside(read(place.path), place.start)) for place in places):
            one = structs.replace(one, confidence=Confidence.LOW)
        yield one


def beside(text: bytes, start: int) -> bytes:
    """The comment behind the code of a line (`start`: a byte of it), and the lines of comment right above it."""
    first = text.rfind(b"\n", 0, start) + 1
    end = text.find(b"\n", start)
    own = text[first : end if end >= 0 else len(text)]
    found = [own.partition(b"//")[2]]
    for _ in range(MAX_LINES):
        before = text.rfind(b"\n", 0, max(first - 1, 0)) + 1
        line = text[before : max(first - 1, 0)].strip()
        if not line.startswith(b"//"):
            break
        found.append(line[2:].strip())
        first = before
    return b" ".join(reversed(found))
