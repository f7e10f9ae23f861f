// Package user uses them.
package user

import (
	"fmt"
	"sort"
	"strings"

	"example.com/m/store"
)

// Run prints what it did.
func Run() string {
	var out strings.Builder
	s := store.New()
	s.Names["x"] = 1
	s.Names["y"] += 2
	s.Names["x"]++
	store.Counts["b"] = 3
	if v, ok := s.Names["x"]; ok {
		fmt.Fprintln(&out, v, len(s.Names))
	}
	v, ok := store.Counts["none"]
	fmt.Fprintln(&out, v, ok, store.Counts["b"])
	keys := []string{}
	for k := range store.Counts {
		keys = append(keys, k)
	}
	for k, v := range s.Names {
		keys = append(keys, fmt.Sprint(k, v))
	}
	sort.Strings(keys)
	delete(s.Names, "y")
	delete(store.Counts, "a")
	fmt.Fprintln(&out, keys, len(s.Names), len(store.Counts))
	fmt.Fprintln(&out, s.Sum())
	other := store.Store{Names: map[string]int{"q": 7}}
	other.Names["r"] = 8
	fmt.Fprintln(&out, other.Sum())
	return out.String()
}

// Race reads and writes while the store's goroutine writes.
func Race() {
	stop := make(chan struct{})
	s := store.New()
	s.Start(stop)
	for i := range 1000 {
		s.Names["race"] = i
		store.Counts["race"] = i
		for range s.Names {
		}
	}
	close(stop)
}
