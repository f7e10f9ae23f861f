// Package deep is imported by what is imported.
package deep

import "strings"

// Put stores one element.
func Put(into map[string]int, name string) { into[strings.ToLower(name)]++ }
