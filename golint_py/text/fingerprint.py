"""What makes a finding the same finding after lines have moved."""

import re
from collections.abc import Iterable

from golint_py.text.finding import Finding
from golint_py.text.span import Span

Key = tuple[str, str, str]
_UNSTABLE = re.compile(r"(\$|#\w+)(?:(?<=\$)|\+)\d+")


def key(finding: Finding[Span]) -> Key:
    """Rule, subject, and function; the file in place of a function for what is in none."""
    return (finding.rule, stable(finding.subject), stable(finding.function) or finding.place.path)


def stable(symbol: str) -> str:
    """The symbol without what changes when something else in its function does: the numbers of function literals
    (`pkg.F$2`), the place of a local variable (`pkg.F#name+61`)."""
    return _UNSTABLE.sub(r"\1", symbol) if "$" in symbol or "#" in symbol else symbol


def identities(findings: Iterable[Finding[Span]]) -> list[str]:
    """One identity per finding: SHA-256 over its key, then `:n` for the n-th finding with this key."""
    import hashlib  # 2 ms that only formats with identities have to pay

    seen: dict[str, int] = {}
    found = []
    for finding in findings:
        digest = hashlib.sha256("\0".join(key(finding)).encode("utf-8", "surrogatepass")).hexdigest()
        seen[digest] = seen.get(digest, 0) + 1
        found.append(f"{digest}:{seen[digest]}")
    return found
