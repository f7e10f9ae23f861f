"""The least that a tool does with Go files: reads them all, or reads and parses them all, in some processes.

`python benchmarks/floor.py read|parse PROCESSES FOLDER`. Prints the number of files and of bytes.
"""

import os
import sys
from collections.abc import Iterator
from multiprocessing import Pool


def go_files(folder: str) -> Iterator[str]:
    """All Go files below a folder."""
    for where, folders, names in os.walk(folder):
        folders.sort()
        yield from (os.path.join(where, name) for name in sorted(names) if name.endswith(".go"))


def read(path: str) -> int:
    """Read a file; its size."""
    with open(path, "rb", buffering=0) as file:
        return len(file.read())


def parse(path: str) -> int:
    """Read and parse a file with tree-sitter; its size."""
    import tree_sitter
    import tree_sitter_go

    with open(path, "rb", buffering=0) as file:
        data = file.read()
    tree_sitter.Parser(tree_sitter.Language(tree_sitter_go.language())).parse(data)
    return len(data)


def main() -> None:
    """Do it."""
    work, processes, folder = {"read": read, "parse": parse}[sys.argv[1]], int(sys.argv[2]), sys.argv[3]
    paths = list(go_files(folder))
    if processes > 1:
        with Pool(processes) as pool:
            sizes = pool.map(work, paths, chunksize=16)
    else:
        sizes = [work(path) for path in paths]
    print(len(sizes), sum(sizes))


if __name__ == "__main__":
    main()
