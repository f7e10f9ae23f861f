"""What `%T` prints."""

from golint_py.types.model import (
    Array,
    Basic,
    Chan,
    Interface,
    Map,
    Named,
    Pointer,
    Signature,
    Slice,
    StructType,
    Type,
    TypeParam,
)


def type_name(type: Type | None) -> str:  # noqa: PLR0911
    """What `%T` prints."""
    match type:
        case None:
            return "<nil>"
        case Named(name=name, args=args):
            short = name.rpartition("/")[2].partition("·")[0]
            parts = short.split(".")
            short = ".".join([parts[0], parts[-1]]) if len(parts) > 1 else short
            return short + ("[" + ",".join(map(type_name, args)) + "]" if args else "")
        case Basic(name=name) | TypeParam(name=name):
            return name
        case Pointer(elem=elem):
            return "*" + type_name(elem)
        case Slice(elem=elem):
            return "[]" + type_name(elem)
        case Array(elem=elem, length=length):
            return f"[{length}]" + type_name(elem)
        case Map(key=key, elem=elem):
            return f"map[{type_name(key)}]{type_name(elem)}"
        case Chan(elem=elem):
            return "chan " + type_name(elem)
        case Interface(methods=()):
            return "interface {}"
        case Signature(params=params, results=results):
            after = ", ".join(map(type_name, results))
            if len(results) > 1:
                after = f"({after})"
            return f"func({', '.join(map(type_name, params))}) {after}".rstrip()
        case StructType(fields=fields):
            inner = "; ".join(f"{field.name} {type_name(field.type)}" for field in fields)
            return "struct {" + (f" {inner} " if inner else "") + "}"
    return "?"
