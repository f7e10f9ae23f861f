"""XML by hand: attributes and text that are well-formed whatever a repository puts into them."""

from golint_py.report.view import clean

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;"))


def escaped(text: str) -> str:
    """The text for an attribute or an element; what XML 1.0 cannot hold is spelled out."""
    text = clean(text)
    for char, instead in _ESCAPES:
        text = text.replace(char, instead)
    return text


def attributes(**values: object) -> str:
    """` name="value"` for each; a trailing underscore of a name (for Python's keywords) is dropped."""
    return "".join(f' {name.rstrip("_")}="{escaped(str(value))}"' for name, value in values.items())
