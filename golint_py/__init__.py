"""golint-py: a static analyser for Go that knows maps, goroutines, exec and unsafe."""
