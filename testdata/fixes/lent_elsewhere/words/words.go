// Package words has functions for maps that others have.
package words

import (
	"fmt"
	"strings"
	"sync"

	"example.com/elsewhere/deep"
)

// Count counts the words of a text, by way of a third package.
func Count(into map[string]int, text string) {
	for _, one := range strings.Fields(text) {
		deep.Put(into, one)
	}
}

// Total adds all.
func Total(of map[string]int) int {
	sum := 0
	for _, n := range of {
		sum += n
	}
	return sum
}

// Print goes over the map, and writes meanwhile.
func Print(of map[string]int) {
	for name, n := range of {
		fmt.Println(name, n)
	}
}

// Has looks.
func Has(of map[string]int, name string) bool {
	_, ok := of[name]
	return ok
}

// Tags is a set.
type Tags map[string]bool

// Add puts a name into the set.
func (t Tags) Add(name string) { t[name] = true }

// Lower waits for nothing.
func Lower(name string) string { return strings.ToLower(name) }

var last map[string]int

// Keep keeps the map.
func Keep(m map[string]int) { last = m }

var (
	mu   sync.Mutex
	seen int
)

// Locked takes a lock of this package.
func Locked(into map[string]int, name string) {
	mu.Lock()
	seen++
	mu.Unlock()
	into[name]++
}

// Ask runs what it is given, which may do anything.
func Ask(of map[string]int, f func(string) bool) {
	for name := range of {
		if f(name) {
			of[name]++
		}
	}
}

// Each is for any map.
func Each[M ~map[string]V, V any](of M) int { return len(of) }
