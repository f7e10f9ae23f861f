"""The tree-sitter language object of Go, loaded once per process.

`import tree_sitter_go` costs 10 ms, nearly all of it for `importlib.resources`, which its query files need and we do
not. So only its extension module is loaded; where the package is not laid out as expected, the package is imported.
"""

import importlib
import importlib.util
import sys
from importlib.machinery import PathFinder
from types import ModuleType

from tree_sitter import Language

_PACKAGE = "tree_sitter_go"
_BINDING = "tree_sitter_go._binding"


def _binding() -> ModuleType:
    """The module that has `language()`: the extension module without its package, else the package."""
    loaded = sys.modules.get(_BINDING)
    if loaded is not None:
        return loaded
    package = importlib.util.find_spec(_PACKAGE)
    places = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec(_BINDING, places) if places else None
    if spec is None or spec.loader is None:
        return importlib.import_module(_PACKAGE)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except ImportError:
        return importlib.import_module(_PACKAGE)
    if not hasattr(module, "language"):
        return importlib.import_module(_PACKAGE)
    sys.modules[_BINDING] = module  # an extension module is loaded once: a later import of the package finds it here
    return module


GO = Language(_binding().language())
