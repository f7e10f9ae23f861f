package users

import "sync"

type User struct {
	mu    sync.Mutex
	marks map[string]int
}

type Users struct {
	mu  sync.Mutex
	all map[int]*User
}

func New() *Users {
	return &Users{all: map[int]*User{1: {marks: map[string]int{}}}}
}

// locked looks until it has the user that is there now.
func (u *Users) locked(id int) *User {
	user := u.get(id)
	for {
		user.mu.Lock()
		now := u.get(id)
		if user == now {
			return user
		}
		user.mu.Unlock()
		user = now
	}
}

func (u *Users) get(id int) *User {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.all[id]
}

func (u *Users) Mark(id int, mark string) {
	user := u.locked(id)
	user.marks[mark]++
	user.mu.Unlock()
}

func (u *Users) Forget(id int, mark string) {
	user := u.locked(id)
	user.mu.Unlock()
	delete(user.marks, mark) // want map/inconsistent-guard "marks"
}
