"""GitHub's `primaryLocationLineHash`: by which code scanning knows a line again after others have moved.

Of a text as UTF-16 code units, CR LF and CR made LF, spaces and tabs left out, then one unit 65535 and a hundred zeros:
the hash of a line is the sum of unit[i] * 37^(99 - i), i from 0 to 99 counted from the line's first unit, modulo 2^64,
in hexadecimal, and `:n` for the n-th line with that hash. A line is a run of units up to and with its LF; the unit
65535 is a line of its own when it follows a LF.
"""

import sys
from array import array
from itertools import accumulate

_WINDOW = 100
_MASK = (1 << 64) - 1
_TOP = pow(37, _WINDOW, 1 << 64)


def line_hashes(data: bytes) -> list[str]:
    """The hash of each line of the file, the first line's first."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    units = array("H", text.replace(" ", "").replace("\t", "").encode("utf-16-le"))
    if sys.byteorder == "big":
        units.byteswap()
    units.append(0xFFFF)
    starts = [0, *(at + 1 for at, unit in enumerate(units) if unit == 0x0A)]
    units.extend([0] * _WINDOW)
    prefix = list(accumulate(units, _horner, initial=0))
    seen: dict[int, int] = {}
    hashes = []
    for start in starts:
        value = (prefix[start + _WINDOW] - prefix[start] * _TOP) & _MASK
        seen[value] = seen.get(value, 0) + 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes


def _horner(value: int, unit: int) -> int:
    return (value * 37 + unit) & _MASK
