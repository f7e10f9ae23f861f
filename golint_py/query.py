"""The memo: runs a function once per arguments and remembers its frozen result.

Asking is the dependency declaration; there is no registry of analyses. One `Query` lives per package and is dropped
with it.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class QueryCycle(Exception):
    """An analysis asked, directly or not, for its own result with the same arguments."""


_RUNNING = object()


class Query:
    """Remembers results by (function, arguments). Arguments must be hashable; records compare by identity or value."""

    __slots__ = ("_memo",)

    def __init__(self) -> None:
        self._memo: dict[tuple[Any, ...], Any] = {}

    def get(self, analysis: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        """Result of `analysis(*args, **kwargs)`, computed at most once.

        Raises `QueryCycle` on a re-entrant question; an analysis that raises is not remembered.
        """
        key = (analysis, *args, *kwargs.items())
        found = self._memo.get(key)
        if found is _RUNNING:
            raise QueryCycle(f"{analysis.__name__} asks for itself")
        if found is not None or key in self._memo:
            return found  # type: ignore[return-value]
        self._memo[key] = _RUNNING
        try:
            result = analysis(*args, **kwargs)
        except BaseException:
            del self._memo[key]
            raise
        self._memo[key] = result
        return result

    def clear(self) -> None:
        """Forget all. Analyses that ask for others have the memo among their arguments, so that it holds itself."""
        self._memo.clear()
