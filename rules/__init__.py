"""The rules, one module each: `rules/<family>/<snake_name>.py` is `golint_py.rules.<family>.<snake_name>`."""

if __name__ != "golint_py.rules":
    raise ImportError(f"the rules are the package golint_py.rules, not {__name__}: a second copy of them would be made")
