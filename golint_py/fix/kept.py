"""Fixes of findings that are kept between runs: for a tree that did not change nothing is analysed a second time."""

import contextlib
from collections.abc import Callable

import msgspec
from msgspec import Struct

from golint_py.contents import digest
from golint_py.store import Store
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding
from golint_py.text.span import Span

Findings = tuple[Finding[Span], ...]
_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_FIXES = msgspec.msgpack.Decoder(tuple[Fix, ...])


class KeptFixes(Struct, frozen=True, eq=False):
    """Where fixes are kept, and a digest of all that they depend on beside the findings."""

    store: Store
    key: bytes

    def recall(self, findings: Findings, made: Callable[[], tuple[Fix, ...]]) -> tuple[Fix, ...]:
        """The fixes of the first of the findings, in which the others may have a part: those that are kept, else as
        they are made now."""
        key = b"fixes " + digest(self.key + _encode(findings))
        stored = self.store.get(key)
        if stored is not None:
            with contextlib.suppress(msgspec.MsgspecError):
                return _FIXES.decode(stored)
        found = made()
        self.store.put(key, _encode(found))
        return found
