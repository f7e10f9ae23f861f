"""What GitHub code scanning takes of a SARIF file; what is more is left out, and a notification says so.

https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

import zlib
from typing import Any

import msgspec

RUNS = 20
RESULTS = 25_000
SHOWN = 5_000
BYTES = 10_000_000
RELATED = 99
STEPS = 1000

_RANK = {"error": 0, "warning": 1, "note": 2}
_SURE = {"high": 0, "medium": 1, "low": 2}

Encoded = dict[str, Any]


def notification(text: str, level: str = "warning") -> Encoded:
    """A notification as SARIF has it."""
    return {"message": {"text": text.encode("utf-8", "replace").decode()}, "level": level}


def cut(results: list[Encoded], limit: int = 0) -> tuple[list[Encoded], list[Encoded]]:
    """The results that fit into a run, in their order, the most severe and certain ones; and notifications.

    `limit` 0 is that of code scanning.
    """
    limit = limit or RESULTS
    notes = []
    if len(results) > limit:
        best = sorted(range(len(results)), key=lambda at: (*_importance(results[at]), at))[:limit]
        text = f"{limit} of {len(results)} findings are in this file, the most severe: code scanning takes no more"
        notes.append(notification(text))
        results = [results[at] for at in sorted(best)]
    if len(results) > SHOWN:
        text = f"code scanning shows {SHOWN} of the {len(results)} findings in this file, the most severe"
        notes.append(notification(text, "note"))
    return results, notes


def _importance(result: Encoded) -> tuple[int, int]:
    sure = result.get("properties", {}).get("confidence", "low")
    return _RANK.get(result.get("level", "warning"), 3), _SURE.get(sure, 3)


def encode(log: Encoded) -> str:
    """The text of the log. While it is too large to be uploaded, half of the results of each run are left out."""
    while True:
        data = msgspec.json.format(msgspec.json.encode(log), indent=1)
        results = max((len(run.get("results", ())) for run in log["runs"]), default=0)
        if len(data) <= BYTES or results < 2 or len(zlib.compress(data, 6)) <= BYTES:
            return data.decode() + "\n"
        for run in log["runs"]:
            there = run.get("results", [])
            run["results"], notes = cut(there, max(1, len(there) // 2))
            notify(run, notes)


def notify(run: Encoded, notes: list[Encoded]) -> None:
    """Add notifications to the run's first invocation."""
    if notes:
        first = run.setdefault("invocations", [{"executionSuccessful": True}])[0]
        first.setdefault("toolExecutionNotifications", []).extend(notes)
