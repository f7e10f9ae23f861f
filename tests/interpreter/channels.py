"""Goroutines that wait, and channels."""

from collections import deque
from typing import Any

from interpreter.values import RUNTIME_ERROR, GoPanic, Iface


class Turn:
    """One blocking operation of a goroutine: the first case that fires wins. `index` and `ok` say how it went."""

    __slots__ = ("done", "goroutine", "index", "ok", "value")

    def __init__(self, goroutine: Any) -> None:
        self.goroutine = goroutine
        self.done = False
        self.index = -1
        self.ok = False
        self.value: Any = None


class Channel:
    """A channel with its buffer and the goroutines that wait on it."""

    __slots__ = ("buffer", "capacity", "closed", "receivers", "senders", "zero")

    def __init__(self, capacity: int, zero: Any) -> None:
        self.capacity = capacity
        self.zero = zero
        self.closed = False
        self.buffer: deque[Any] = deque()
        self.senders: deque[tuple[Turn, int, Any]] = deque()
        self.receivers: deque[tuple[Turn, int]] = deque()

    def try_send(self, value: Any, wake: Any) -> bool:
        """Send without waiting; false where nobody takes it. Panics on a closed channel."""
        if self.closed:
            raise GoPanic(Iface(RUNTIME_ERROR, b"send on closed channel"))
        while self.receivers:
            turn, index = self.receivers.popleft()
            if not turn.done:
                _finish(turn, index, value, True, wake)
                return True
        if len(self.buffer) < self.capacity:
            self.buffer.append(value)
            return True
        return False

    def try_receive(self, wake: Any) -> tuple[Any, bool] | None:
        """Receive without waiting: value and ok, None where there is nothing."""
        if self.buffer:
            value = self.buffer.popleft()
            sender = self._sender()
            if sender is not None:
                self.buffer.append(sender[2])
                _finish(sender[0], sender[1], None, True, wake)
            return value, True
        sender = self._sender()
        if sender is not None:
            _finish(sender[0], sender[1], None, True, wake)
            return sender[2], True
        return (self.zero, False) if self.closed else None

    def _sender(self) -> tuple[Turn, int, Any] | None:
        while self.senders:
            found = self.senders.popleft()
            if not found[0].done:
                return found
        return None

    def close(self, wake: Any) -> None:
        """Close; those who wait to receive get zero values. Panics where it is closed already."""
        if self.closed:
            raise GoPanic(Iface(RUNTIME_ERROR, b"close of closed channel"))
        self.closed = True
        while self.receivers:
            turn, index = self.receivers.popleft()
            if not turn.done:
                _finish(turn, index, self.zero, False, wake)


def _finish(turn: Turn, index: int, value: Any, ok: bool, wake: Any) -> None:
    turn.done = True
    turn.index, turn.value, turn.ok = index, value, ok
    wake(turn.goroutine)
