package names

// Length measures a name.
func Length(name string) int {
	return len(name)
}
