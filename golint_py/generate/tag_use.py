"""Whether the build tags that the generated package goes by mean something else in the module already (RULES C.4)."""

import posixpath

from golint_py.generate.safemap import HEADER
from golint_py.load.constraints import ALWAYS, of_name, parse, parse_plus
from golint_py.load.header import scan
from golint_py.load.tree import SourceTree

TAGS = ("safemap_off", "safemap_trace")
_LEFT_OUT = frozenset({"vendor", "testdata"})


def tag_in_use(tree: SourceTree, module: str) -> tuple[str, str] | None:
    """One of the tags and a file of the module (a folder of the tree) that is built with or without it, and that
    golint-py has not written; None where there is none. What cannot be read is left out."""
    work = [module]
    while work:
        folder = work.pop()
        for entry in tree.list(folder):
            path = posixpath.join(folder, entry.name)
            if entry.reason or entry.name.startswith((".", "_")):
                continue
            if entry.directory:
                if entry.name not in _LEFT_OUT and tree.stat(posixpath.join(path, "go.mod")) is None:
                    work.append(path)
            elif entry.name.endswith(".go"):
                tag = _tag_of(entry.name, tree.read(path))
                if tag:
                    return tag, path
    return None


def _tag_of(name: str, data: bytes) -> str:
    if b"safemap_" not in data or data.startswith(HEADER.encode()):
        return ""
    header = scan(data)
    written = parse(header.build) if header.build else parse_plus(header.plus) if header.plus else ALWAYS
    return next((tag for tag in TAGS if tag in (written.tags() | of_name(name).tags())), "")
