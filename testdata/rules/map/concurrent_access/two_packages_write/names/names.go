// Package names has the names.
package names

var All = map[string]int{}
