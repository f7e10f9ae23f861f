"""What makes a finding the same finding after lines have moved."""

import hashlib
from collections.abc import Iterable

from golint_py.text.finding import Finding
from golint_py.text.span import Span


def identities(findings: Iterable[Finding[Span]]) -> list[str]:
    """One identity per finding: SHA-256 over rule, subject and function, then `:n` for the n-th finding with these."""
    seen: dict[str, int] = {}
    found = []
    for finding in findings:
        parts = (finding.rule, finding.subject, finding.function)
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        seen[digest] = seen.get(digest, 0) + 1
        found.append(f"{digest}:{seen[digest]}")
    return found
