"""Whether anything in a package may run beside something else, by its text: goroutines, locks, and what libraries call
from goroutines of their own."""

import re
from collections.abc import Sequence, Set

from golint_py.analyses.servers import embeds_server
from golint_py.selection.body_index import Occurrences
from golint_py.types.declared import Declared

_FIELDS = (
    b"EventHandlerFuncs", b"EventHandlerDetailedFuncs", b"ReverseProxy", b"tls.Config{", b"http.Server{",
    b"http.Transport{", b"ssh.ServerConfig{", b"ssh.CertChecker{", b"websocket.Upgrader{", b"packages.Config{",
)  # fmt: skip
_HANDLERS = (
    b"http.ResponseWriter",
    b"gin.Context",
    b"echo.Context",
    b"fiber.Ctx",
    b"fasthttp.RequestCtx",
    b"iris.Context",
    b"restful.Request",
    b"mqtt.Message",
    b"nats.Msg",
    b"ConsumerGroupClaim",
    b"prometheus.Metric",
    b"reconcile.Request",
    b"ctrl.Request",
    b"dns.Msg",
    b"ssh.Session",
    b"websocket.Conn",
    b"goproxy.ProxyCtx",
    b"pubsub.Message",
    b"asynq.Task",
    b"mcp.CallToolRequest",
    b"models.Update",
    b"nsq.Message",
    b"Server(",
    b"Server)",
    b"rpc.Register",
    *_FIELDS,
)  # what libraries call, see knowledge/roots.toml
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
_CONCURRENT = re.compile(
    rb"[Ll]ock\(\)|\bgo\s+[\w(]|\.Go\(|AfterFunc\(|http\.ResponseWriter|\.Parallel\(\)|HandleFunc\(|" + _LIBRARY_STARTS
)
_CONCURRENT_WORDS = (b"ock()", b"http.ResponseWriter", *_SPAWN_WORDS)


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
        or not occurrences.any_of(_HANDLERS).isdisjoint(
            scope.file.path for scope in declared.files if not scope.file.test
        )
    )


def handing_over(declared: Declared, texts: Sequence[bytes], occurrences: Occurrences) -> set[int]:
    """Functions with maps of their own that may hand literals to libraries, and those that register servers."""
    asked: dict[str, list[bytes]] = {}
    for word in _HANDLERS:
        for path in occurrences.of(word):
            asked.setdefault(path, []).append(word)
    found: set[int] = set()
    for number, body in enumerate(declared.bodies):
        file = body.scope.file
        if file.path in asked and not file.test:
            text = texts[number]
            words = asked[file.path] if b"map[" in text or b"Register" in text else _FIELDS
            if any(word in text for word in words):
                found.add(number)
    return found
