"""Whether anything in a package may run beside something else, by its text: goroutines, locks, and what libraries call
from goroutines of their own."""

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache

from golint_py.analyses.servers import embeds_server
from golint_py.analyses.tables import handler_fields, handlers
from golint_py.knowledge.load import plain
from golint_py.selection.body_index import Occurrences
from golint_py.types.declared import Declared, FileScope

_SERVERS = (b"Server(", b"Server)", b"rpc.Register", b"connect.New")  # that objects are registered with
_NO_WORDS: tuple[bytes, ...] = ()
# How calls look of library functions that start what they are given, but for those of names that stand everywhere.
_LIBRARY_STARTS = (
    rb"\.Submit\(|\.(?:Add|Start)\(func\(|\.StartWithContext\(|\.AddFunc\(|\.ParallelizeUntil\(|\.ForEachJob\("
    rb"|\.ForEachUser\(|\b(?:concurrency|parallel|lop|iter)\.(?:ForEach|Map)|\bimages\.Dispatch\(|\bfastwalk\.Walk\("
    rb"|\.(?:NewGaugeFunc|NewCounterFunc|OnConfigChange|RegisterOnShutdown|DoChan|GoSafe|RunSafe|CtxGo|AddHandler"
    rb"|HandleConnect|HandleDisconnect|HandleMessage\w*)\("
)
_SPAWN = re.compile(
    rb"\bgo\s+[\w(]|\.Go\(|\.TryGo\(|AfterFunc\(|HandleFunc\(|\.Handle\(|\.Parallel\(\)|RunParallel\(|"
    + _LIBRARY_STARTS
)
# One of these is in every text that has the pattern above: a search for text is a tenth of one for alternatives.
_SPAWN_WORDS = (
    b"go ", b"go\t", b"go\n", b"go\r", b"go\v", b"go\f",
    b"Go(", b"AfterFunc(", b"HandleFunc(", b".Handle(", b"Parallel", b".Submit(", b".Add(func(", b".Start(func(",
    b".StartWithContext(", b".AddFunc(", b".ForEach", b".Map", b"images.Dispatch(", b"fastwalk.Walk(",
    b".NewGaugeFunc(", b".NewCounterFunc(", b".OnConfigChange(", b".RegisterOnShutdown(", b".DoChan(", b"Safe(",
    b".AddHandler(", b".HandleConnect(", b".HandleDisconnect(", b".HandleMessage",
)  # fmt: skip
# And of these words; or one with such an end.
_SPAWN_NAMES = frozenset(
    {
        b"go", b"Go", b"TryGo", b"Handle", b"Parallel", b"Submit", b"Add", b"Start", b"StartWithContext", b"AddFunc",
        b"ParallelizeUntil", b"ForEachJob", b"ForEachUser", b"concurrency", b"parallel", b"lop", b"iter",
        b"Dispatch", b"Walk", b"NewGaugeFunc", b"NewCounterFunc", b"OnConfigChange", b"RegisterOnShutdown", b"DoChan",
        b"GoSafe", b"RunSafe", b"CtxGo", b"AddHandler", b"HandleConnect", b"HandleDisconnect", b"HandleMessage",
        b"HandleMessageBinary",
    }
)  # fmt: skip
_SPAWN_ENDS = (b"AfterFunc", b"HandleFunc", b"RunParallel")
_CONCURRENT = re.compile(rb"[Ll]ock\(\)|http\.ResponseWriter|" + _SPAWN.pattern)
_CONCURRENT_WORDS = (b"ock()", b"http.ResponseWriter", *_SPAWN_WORDS)


@cache
def _handlers() -> dict[str, tuple[bytes, ...]]:
    """By import path how the parameter looks by which a handler is known best (one of a library's types, if there is
    one), or the method that is one by its name."""
    found: dict[str, set[bytes]] = {}
    for signature in handlers():
        types = [one.split(" ")[-1].lstrip("*") for one in signature[signature.index("(") + 1 : -1].split(", ")]
        told = [one for one in types if "." in one and one != "context.Context"]
        others = [one for one in told if "." in one.partition("/")[0]]
        if told:
            path, _, name = (others[-1] if others else told[0]).rpartition(".")
            method = signature.partition("(")[0].removeprefix("func")
            found.setdefault(path, set()).add(f"{method}(".encode() if method else f".{name}".encode())
    return {path: tuple(sorted(words)) for path, words in found.items()}


@cache
def _structs() -> dict[str, tuple[bytes, ...]]:
    """By import path how the structs look whose fields hold handlers; `NewSingleHostReverseProxy` makes one, too."""
    found: dict[str, set[bytes]] = {"net/http/httputil": {b"ReverseProxy("}}
    for field in handler_fields():
        path, _, name = field.rpartition(".")[0].rpartition(".")
        found.setdefault(path, set()).add(f".{name}{{".encode())
    return {path: tuple(sorted(words)) for path, words in found.items()}


def _of_imports(scope: FileScope, words: Mapping[str, tuple[bytes, ...]]) -> tuple[bytes, ...]:
    """The words for what a file imports."""
    return tuple(word for entry in scope.file.imports for word in words.get(plain(entry.path), _NO_WORDS))


def starts(text: bytes) -> bool:
    """Whether a function may start goroutines, or register what libraries call from theirs."""
    return any(word in text for word in _SPAWN_WORDS) and _SPAWN.search(text) is not None


def all_starting(texts: Sequence[bytes], words: Sequence[Set[bytes]], occurrences: Occurrences) -> set[int]:
    """Numbers of the texts that `starts` holds for. `words` are those of the texts."""
    names = set(_SPAWN_NAMES)
    ends = tuple(end for end in _SPAWN_ENDS if occurrences.of(end))
    if ends:
        names.update(word for word in set[bytes]().union(*words) if word.endswith(ends))
    pairs = enumerate(zip(texts, words, strict=True))
    return {number for number, (text, own) in pairs if not names.isdisjoint(own) and starts(text)}


def runs_beside(
    declared: Declared, texts: Sequence[bytes], occurrences: Occurrences, spawns: Sequence[bytes] = ()
) -> bool:
    """Whether anything in the package may run at the same time as something else: there are goroutines, locks, or what
    libraries call from goroutines of their own. `spawns` is how calls look that start what they are given."""
    return (
        any(_CONCURRENT.search(text) for text in texts if any(word in text for word in _CONCURRENT_WORDS))
        or any(word in text for text in texts for word in spawns)
        or any(embeds_server(declared.exports))
        or bool(_asked(declared, occurrences))
    )


def _asked(declared: Declared, occurrences: Occurrences) -> dict[str, tuple[tuple[bytes, ...], tuple[bytes, ...]]]:
    """How handlers and servers look by the imports of a file, and those of them that are structs: by the path of each
    file that shows one of them and is no test."""
    called, made, served = _handlers(), _structs(), occurrences.any_of(_SERVERS)
    asked: dict[str, tuple[tuple[bytes, ...], tuple[bytes, ...]]] = {}
    for scope in declared.files:
        path = scope.file.path
        if scope.file.test:
            continue
        structs = _of_imports(scope, made)
        words = (*_of_imports(scope, called), *structs)
        if path in served or (words and path in occurrences.any_of(words)):
            asked[path] = ((*words, *_SERVERS), structs)
    return asked


def handing_over(declared: Declared, texts: Sequence[bytes], occurrences: Occurrences) -> set[int]:
    """Functions with maps of their own that may hand literals to libraries, and those that register servers."""
    asked = _asked(declared, occurrences)
    found: set[int] = set()
    for number, body in enumerate(declared.bodies):
        if body.scope.file.path in asked:
            words, structs = asked[body.scope.file.path]
            text = texts[number]
            if any(word in text for word in (words if b"map[" in text or b"Register" in text else structs)):
                found.add(number)
    return found
