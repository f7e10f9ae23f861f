"""A lock as it is written."""

from msgspec import Struct


class Lock(Struct, frozen=True):
    """A lock as it is written where the sections are, and whether it can be taken for reading."""

    text: bytes
    shared: bool

    def take(self, writes: bool) -> bytes:
        """`c.mu.Lock()`."""
        return self.text + (b".Lock()" if writes or not self.shared else b".RLock()")

    def give(self, writes: bool) -> bytes:
        """`c.mu.Unlock()`."""
        return self.text + (b".Unlock()" if writes or not self.shared else b".RUnlock()")
