"""Named sets of settings, below those of a configuration file that names one."""

from collections.abc import Mapping

from golint_py.config import Settings

PROFILES: Mapping[str, Settings] = {
    # Everything that may be wrong, also what is not likely to be.
    "strict": Settings(select=("all",), min_confidence="low"),
    # Programs for targets without a C library: what is built without cgo is what is read.
    "portable": Settings(cgo=False),
    # Programs that developers start themselves, and that end soon: who runs them may do what they do anyway.
    "devtool": Settings(
        confidence={"exec": "high"},
        severity={
            "exec/child-not-reaped": "note",
            "exec/dynamic-code-load": "note",
            "exec/hijackable-command-environment": "note",
            "exec/shell-string-built": "note",
        },
    ),
}
