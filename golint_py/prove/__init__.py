"""What the Go toolchain says of changed files. Only here, and only when asked for, is a Go command run."""
