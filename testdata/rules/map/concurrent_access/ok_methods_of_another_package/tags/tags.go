// Package tags has sets of names.
package tags

// Set is a set of names.
type Set map[string]bool

// Add puts a name into the set.
func (s Set) Add(name string) { s[name] = true }

// Size counts the names.
func (s Set) Size() int { return len(s) }
