package users

import (
	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/ok_helpers_of_another_package/state"
)

// Users counts who comes and goes, each in a goroutine of its own.
type Users struct {
	state *state.State
	seen  map[string]int
}

// Login counts.
func (u *Users) Login(names []string) {
	for _, name := range names {
		go u.count(name)
	}
}

func (u *Users) count(name string) {
	u.state.Acquire()
	defer u.state.Release()
	u.state.Users[name]++
	u.seen[name]++
}

// Logout counts, too.
func (u *Users) Logout(name string) {
	release := u.state.Hold()
	defer release()
	u.state.Users[name]--
	u.seen[name]++
}

func Run() {
	u := &Users{&state.State{Users: map[string]int{}}, map[string]int{}}
	pairs.Of(func() { u.Login([]string{"a", "b"}) }, func() { u.Logout("a") })
}
