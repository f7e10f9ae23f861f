"""Types that are servers by what they embed. Apart from what else is known of handlers: every run asks for it."""

import re
from collections.abc import Iterator

from golint_py.types.model import StructType
from golint_py.types.scope import Exports

_SERVES = r"^(Unimplemented|Unsafe)\w+Server$"  # what generated code of gRPC has servers embed


def embeds_server(exports: Exports | None) -> Iterator[str]:
    """The names of the package's struct types that are servers of gRPC, by what they embed."""
    for name, declaration in exports.types.items() if exports is not None else ():
        struct = declaration.underlying
        if isinstance(struct, StructType) and any(
            one.embedded and re.search(_SERVES, one.name) for one in struct.fields
        ):
            yield name
