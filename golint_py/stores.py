"""Which store a place is: a folder of this machine, or a URL."""

import os

from golint_py import object_store, store
from golint_py.object_store import ObjectStore
from golint_py.store import Kept, SqliteStore, Status


def is_url(place: str) -> bool:
    """Whether fsspec is to open the place."""
    return "://" in place


def full(place: str) -> str:
    """The place as it is called from any folder."""
    return place if is_url(place) else os.path.abspath(place)


def open_store(place: str) -> Kept:
    """The store of a place. Raises `ConfigError` for a URL that cannot be one."""
    return ObjectStore(place) if is_url(place) else SqliteStore(place)


def clean(place: str) -> int:
    """Delete what is kept there; the bytes that were freed. Raises `OSError` and `ConfigError`."""
    return object_store.clean(place) if is_url(place) else store.clean(place)


def status(place: str) -> Status:
    """What is kept there. Raises `sqlite3.Error` and `ConfigError`."""
    return object_store.status(place) if is_url(place) else store.status(place)
