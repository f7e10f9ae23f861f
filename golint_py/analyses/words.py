"""Symbols as a person writes them."""

import re

from golint_py.analyses.locations import variable_of


def short(symbol: str) -> str:
    """Without import paths: `(*Cache).Get`, `handle`, `(*Server).Start$1` as `a function literal in
    (*Server).Start`."""
    outer, literal, _ = symbol.partition("$")
    receiver, dot, name = outer.partition(").")
    if dot:
        words = re.sub(r"\((\*?).*?([\w]+)$", r"(\1\2", receiver) + ")." + name
    else:
        words = outer.rsplit("/", 1)[-1].partition(".")[2]
    if symbol.endswith("$vars") or "$vars#" in symbol:
        return "package variables"
    if literal:
        return f"a function literal in {words}"
    return words.partition("#")[0]  # of several functions `init` or `_`


def short_location(location: str) -> str:
    """`Cache.items`, `registry`, `seen`: a location without import path; elements as `[…]`."""
    captured = variable_of(location)
    if captured:
        return captured.partition("+")[0] + "[…]" * location.count("[")
    return (
        location.replace("[*]", "[…]").replace("[]", "[…]").replace("[<-]", "[…]").rsplit("/", 1)[-1].partition(".")[2]
    )


def field(key: str) -> str:
    """The last word of a lock's key: `mu`."""
    return short_location(key).rsplit(".", 1)[-1]


def short_type(text: str, package: str) -> str:
    """A type as it is written in the package: `*config`, `map[string]http.Header`."""
    return re.sub(r"(?:[\w.~-]+/)+", "", text.replace(f"{package}.", ""))
