package load

import (
	"sync"

	"golint.test/pairs"
)

type store struct {
	users  map[string]int
	groups map[string]int
	roles  map[string]int
}

func (s *store) loadUsers() {
	s.users["a"] = 1
}

func (s *store) countUsers() {
	s.users["all"] = 2 // want map/concurrent-access:high "users"
}

func (s *store) loadGroups() {
	s.groups["a"] = 1
}

func (s *store) countGroups() {
	s.groups["all"] = 2 // want map/concurrent-access:high "groups"
}

func (s *store) loadRoles() {
	s.roles["a"] = 1
}

func (s *store) countRoles() {
	s.roles["all"] = 2 // want map/concurrent-access:medium "roles"
}

// Load starts each function of a list.
func Load() {
	s := &store{users: map[string]int{}}
	var group sync.WaitGroup
	for _, load := range []func(){s.loadUsers, s.countUsers} {
		group.Go(load)
	}
	group.Wait()
}

// Steps starts a function for each step of a table.
func Steps() {
	s := &store{groups: map[string]int{}}
	var group sync.WaitGroup
	for _, step := range []struct {
		name string
		run  func()
	}{{"load", s.loadGroups}, {"count", s.countGroups}} {
		group.Add(1)
		go func() {
			defer group.Done()
			step.run()
		}()
	}
	group.Wait()
}

// Roles passes both functions to one that starts them.
func Roles() {
	s := &store{roles: map[string]int{}}
	parallel(s.loadRoles, s.countRoles)
}

func parallel(functions ...func()) {
	var group sync.WaitGroup
	for _, function := range functions {
		group.Add(1)
		go func() {
			defer group.Done()
			function()
		}()
	}
	group.Wait()
}

// Words has literals in a list that grows, and in a map.
func Words(all bool) {
	words := map[string]int{}
	names := map[string]int{}
	var tasks []func()
	tasks = append(tasks, func() {
		words["a"] = 1 // want map/concurrent-access:high "words"
	})
	if all {
		tasks = append(tasks, func() {
			words["all"] = 2
		})
	}
	var group sync.WaitGroup
	for _, task := range tasks {
		group.Go(task)
	}
	for _, task := range map[string]func(){
		"one": func() {
			names["a"] = 1 // want map/concurrent-access:high "names"
		},
		"two": func() {
			names["all"] = 2
		},
	} {
		group.Go(task)
	}
	group.Wait()
}

func Run() {
	pairs.Of(Load, Steps, Roles, func() { Words(true) })
}
