"""The tree-sitter language object of Go, loaded once per process."""

import tree_sitter_go
from tree_sitter import Language

GO = Language(tree_sitter_go.language())
