"""Functions that give a map of the struct to their callers: whether a copy does."""

import re
from collections.abc import Sequence

from golint_py.analyses.words import short
from golint_py.fix.lines import Lines
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View
from golint_py.types.declared import Body

_ITSELF = re.compile(
    rb"(?i)\b(?:raw|backing|underlying|live|internal)(?:[\s/]+\w+)?[\s/]+map\b|\bread[- ]only\b|\bzero[- ]copy\b"
    rb"|\b(?:without(?:[\s/]+(?:a|any|making))*|not(?:[\s/]+a)?)[\s/]+cop(?:y|ying|ied)\b"
    rb"|\b(?:must|should|do|may|can)(?:[\s/]+not|n't|not)(?:[\s/]+be)?[\s/]+(?:modif|chang|mutat|writ|edit)\w*"
)  # what a comment says where the map itself is meant to go out


def check_getter(view: View, body: Body, symbol: str, locations: Sequence[str]) -> None:
    """Raise `Refused` where a function that returns the map of the first location is not to return a copy; the others
    are maps inside, which a copy would share."""
    if len(locations) > 1:
        raise Refused(f"{short(symbol)} hands the map out with maps inside: a copy would still have these")
    check_comment(body)
    check_callers(view, symbol, locations[0])


def check_comment(body: Body) -> None:
    """Raise `Refused` where the function is documented to hand out the map itself (RULES C.1)."""
    lines = Lines(body.scope.file.path, body.scope.parsed.data)
    said = _ITSELF.search(lines.data, lines.doc_start(body.node.start_byte), lines.start(body.node.start_byte))
    if said is not None:
        words = b" ".join(said.group().replace(b"//", b"").split()).decode("utf-8", "replace")
        raise Refused(f"the comment of the function says that it gives the map itself: {words}")


def check_callers(view: View, symbol: str, location: str) -> None:
    """Raise `Refused` where somebody in the package writes to what the function gives."""
    for facts in view.facts.functions:
        for access in facts.accesses:
            if access.location == location and access.getter.partition("@")[0] == symbol and access.writes:
                raise Refused(f"{short(facts.symbol)} writes to the map that it gets: a copy would not have that")
