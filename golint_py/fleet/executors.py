"""Where the jobs of a fleet are done: on this machine, some at a time, or on the workers of a cluster.

An executor takes a function from bytes to bytes and jobs, and gives number and answer of each, in the order in which
they come. An answer that is a text says why there is none.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

Work = Callable[[bytes], bytes]
Executor = Callable[[Work, Sequence[bytes]], Iterator[tuple[int, bytes | str]]]


def here(at_once: int) -> Executor:
    """Some jobs at a time, each of which starts a process of its own."""

    def run(work: Work, jobs: Sequence[bytes]) -> Iterator[tuple[int, bytes | str]]:
        pool = ThreadPoolExecutor(at_once)
        try:
            numbers = {pool.submit(work, job): number for number, job in enumerate(jobs)}
            for future in as_completed(numbers):
                yield numbers[future], future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    return run
