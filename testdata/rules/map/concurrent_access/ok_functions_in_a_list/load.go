package load

import (
	"sync"

	"golint.test/pairs"
)

type store struct {
	users  map[string]int
	groups map[string]int
}

func (s *store) loadUsers()  { s.users["a"] = 1 }
func (s *store) loadGroups() { s.groups["a"] = 1 }

// Load starts each function once, and each has a map of its own.
func Load() {
	s := &store{users: map[string]int{}, groups: map[string]int{}}
	var group sync.WaitGroup
	for _, load := range []func(){s.loadUsers, s.loadGroups} {
		group.Go(load)
	}
	group.Wait() // mutant:
	s.users["b"] = 2
	s.groups["b"] = 2
}

// Sequence waits for each function before it starts the next.
func Sequence() int {
	words := map[string]int{}
	for _, count := range []func(){func() { words["a"]++ }, func() { words["b"]++ }} {
		var group sync.WaitGroup
		group.Go(count)
		group.Wait()
	}
	return len(words)
}

// Calls runs all of them itself, and by a function that does.
func Calls() int {
	words := map[string]int{}
	counts := []func(){func() { words["a"]++ }, func() { words["b"]++ }}
	for i := range counts {
		counts[i]()
	}
	inOrder(counts...)
	return len(words)
}

func inOrder(functions ...func()) {
	for _, function := range functions {
		function()
	}
}

// Pick starts one of them.
func Pick(number int) {
	words := map[string]int{}
	var group sync.WaitGroup
	counts := []func(){func() { words["a"]++ }, func() { words["b"]++ }}
	group.Go(counts[number])
	group.Wait()
}

func Run() {
	pairs.Of(Load, func() { Sequence() }, func() { Calls() }, func() { Pick(1) })
}
