"""Results of packages that are kept between runs, under all that they depend on.

A package's first key is what is known of it before it runs: its files by name and content, what its imports mean, the
build configuration, and the tool itself (its source, rules and knowledge). Under it stands which packages' declarations
its analysis asked for; their digests, and those of the flows that it was told, complete the second key, under which its
results are. The analysis is a function of these, and had it been given the same answers it would have asked the same
questions: a verifying trace (Mokhov, Mitchell and Peyton Jones, Build Systems a la Carte, ICFP 2018). So a change that
leaves a package's declarations as they were re-analyses that package only. What is joined from all packages (Link) is
kept under the keys of all of them: any change joins anew.
"""

import importlib.util
import os
import zlib
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

import golint_py
from golint_py.config import Options
from golint_py.contents import Contents, digest, folder_digest
from golint_py.joining import Joined
from golint_py.load.tree import DiskTree, SourceTree
from golint_py.recall import Found
from golint_py.rule import Runnable, module_places
from golint_py.store import Kept as KeptStore
from golint_py.store import Nothing, Store
from golint_py.stores import is_url, open_store
from golint_py.tasks import Task, Traced, numbers_of
from golint_py.wire import decode_result

FORM = b"2"  # of what is kept; the rest is told by the source of the tool
_NAMES = msgspec.msgpack.Decoder(tuple[str, ...])


class Kept(Struct, frozen=True, array_like=True):
    """What is kept of a task: its encoded result, declarations and flows (b"": none), each compressed, and the digests
    of the last two."""

    result: bytes
    exports: bytes
    flows: bytes
    exports_digest: bytes
    flows_digest: bytes


_KEPT = msgspec.msgpack.Decoder(Kept)
_JOINED = msgspec.msgpack.Decoder(Joined)
_encode = msgspec.msgpack.Encoder(order="deterministic").encode


def tool_digest(store: Store) -> bytes:
    """The digest of golint-py with its rules and knowledge, and of the parser. Raises `OSError`."""
    places = [os.path.dirname(os.path.abspath(golint_py.__file__)), *(folder.path for folder in module_places())]
    for name in ("tree_sitter", "tree_sitter_go"):
        spec = importlib.util.find_spec(name)
        places += list(spec.submodule_search_locations or ()) if spec is not None else []
    found: list[bytes] = []
    for place in places:
        tree = DiskTree(place)
        contents = Contents(store, tree, os.fsencode(place))
        found.append(folder_digest(contents, tree, (".py", ".json", ".toml", ".index", ".so", ".pyd")))
        contents.save()
    return digest(FORM.join(found))


def open_cache(
    options: Options, folder: str, tree: SourceTree, tasks: Sequence[Task], rules: Sequence[Runnable]
) -> "Cache":
    """The cache in a folder, or behind a URL, for one run. Raises `ConfigError` for a URL that cannot be one."""
    store = open_store(folder)
    # What a machine's file system says of its files means nothing to another one.
    local: Store = Nothing() if is_url(folder) else store
    try:
        tool = tool_digest(local)
        knowledge = [open(path, "rb").read() for path in options.knowledge]  # noqa: SIM115
    except OSError as error:
        store.notes.append(f"nothing is kept: {error}")
        tool, knowledge = os.urandom(20), []
    setting = (options.goos, options.goarch, options.cgo, sorted(options.tags), [rule.id for rule in rules], knowledge)
    contents = Contents(local, tree, _encode((options.root, options.revision and "git")))
    return Cache(store, contents, digest(tool + _encode(setting)), tasks)


class Cache:
    """The results of one run's packages in a store (see `recall.Recall`)."""

    digest = staticmethod(digest)

    def __init__(self, store: KeptStore, contents: Contents, salt: bytes, tasks: Sequence[Task]) -> None:
        self._store = store
        self._contents = contents
        self._salt = salt
        self._numbers = numbers_of(tasks)
        self._tasks = len(tasks)
        self._settled = 0
        self._exports: dict[int, bytes] = {}
        self._flows: dict[int, bytes] = {}
        self._found: dict[int, Kept] = {}
        self._tried: set[int] = set()
        self._keys: dict[int, bytes] = {}
        self._seen = store.get(b"salt " + salt) is not None
        if not self._seen:
            store.put(b"salt " + salt, b"")
        store.expect(salt + digest(_encode(sorted(self._numbers))))

    def find(self, task: Task) -> Found | None:
        """The kept results, if all that they depend on is as it was."""
        if task.number in self._tried or int.from_bytes(task.visible, "little") & ~self._settled:
            return None
        self._tried.add(task.number)
        paths = _files(task)
        if not self._seen:  # nothing can be there: no file needs to be read for it
            for path in paths:
                self._contents.look(path)
            return None
        first = self._first(task, {path: self._contents.digest(path) for path in paths})
        key = self._known_second(task, first) if first is not None else None
        kept = self._kept(key) if key is not None else None
        if key is None or kept is None:
            return None
        try:
            result = decode_result(zlib.decompress(kept.result))
        except (msgspec.MsgspecError, zlib.error):
            return None
        self._found[task.number] = kept
        self._keys[task.number] = key
        if not task.job.label:
            self.settle(task.number, kept.exports_digest, kept.flows_digest)
        return Found(result, bool(kept.flows))

    def exports(self, number: int) -> bytes:
        """The declarations of a package that was found."""
        return zlib.decompress(self._found[number].exports)

    def flows(self, number: int) -> bytes:
        """The flows of a package that was found and has some."""
        return zlib.decompress(self._found[number].flows)

    def settle(self, number: int, exports: bytes, flows: bytes) -> None:
        """Others may see the package from now on."""
        self._settled |= 1 << number
        self._exports[number] = exports
        if flows:
            self._flows[number] = flows

    def keep(self, task: Task, result: bytes, exports: bytes, flows: bytes, traced: Traced) -> None:
        """Keep what a task gave, if it is known what it has read."""
        for path, found in traced.read.items():
            self._contents.learn(path, found)
        first = self._first(task, {path: traced.read.get(path) for path in _files(task)})
        if first is None or traced.crashed:
            return
        used = tuple(sorted(traced.used))
        self._store.put(b"used " + first, _encode(used))
        kept = Kept(
            result=zlib.compress(result, 1),
            exports=zlib.compress(exports, 1),
            flows=zlib.compress(flows, 1) if flows else b"",
            exports_digest=digest(exports),
            flows_digest=digest(flows) if flows else b"",
        )
        self._keys[task.number] = self._second(task, first, used)
        self._store.put(b"results " + self._keys[task.number], _encode(kept))

    def key(self) -> bytes:
        """A digest of all that the results depend on; b"" where not all of them are kept."""
        if len(self._keys) < self._tasks:
            return b""
        return digest(b"".join(self._keys[number] for number in sorted(self._keys)))

    def joined(self) -> Joined | None:
        """What was found in all packages together, when all that they depend on was as it is."""
        key = self.key()
        data = self._store.get(b"joined " + key) if key else None
        try:
            return _JOINED.decode(zlib.decompress(data)) if data is not None else None
        except (msgspec.MsgspecError, zlib.error):
            return None

    def keep_joined(self, joined: Joined) -> None:
        """Keep what was found in all packages together, where all of their results are kept and nothing crashed."""
        key = self.key()
        if key and not joined.failures and self._store.get(b"joined " + key) is None:
            self._store.put(b"joined " + key, zlib.compress(_encode(joined), 1))

    def close(self) -> tuple[str, ...]:
        """Write what there is to keep; notes for the user."""
        self._contents.save()
        self._store.close()
        return tuple(self._store.notes)

    def _first(self, task: Task, digests: dict[str, bytes | None]) -> bytes | None:
        """The key of what is known of a package before it runs, None where a file cannot be read."""
        found: list[bytes] = []
        for path in sorted(digests):
            one = digests[path]
            if one is None:
                return None
            found.append(one)
        return digest(b"".join([self._salt, _encode(task.job), *found]))

    def _second(self, task: Task, first: bytes, used: Iterable[str]) -> bytes:
        """The key with what the package saw of others."""
        visible = int.from_bytes(task.visible, "little")
        declarations = []
        for path in used:
            number = self._numbers.get(path)
            seen = number is not None and visible >> number & 1
            declarations.append((path, self._exports[number] if seen and number is not None else b""))
        flows = [self._flows[number] for number in sorted(self._flows) if visible >> number & 1]
        return digest(_encode((first, declarations, flows)))

    def _known_second(self, task: Task, first: bytes) -> bytes | None:
        used = self._store.get(b"used " + first)
        try:
            return self._second(task, first, _NAMES.decode(used)) if used is not None else None
        except msgspec.MsgspecError:
            return None

    def _kept(self, key: bytes) -> Kept | None:
        data = self._store.get(b"results " + key)
        try:
            return _KEPT.decode(data) if data is not None else None
        except msgspec.MsgspecError:
            return None


def _files(task: Task) -> list[str]:
    """The files of a task's package in its configuration."""
    return sorted(file.path for file in task.job.files)
