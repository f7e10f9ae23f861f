package users

import (
	"fmt"
	"io"
	"sync"
)

type Users struct {
	mu    sync.Mutex
	names map[int]string
}

func New() *Users {
	return &Users{names: map[int]string{}}
}

func (u *Users) Add(id int, name string) {
	u.mu.Lock()
	u.names[id] = name
	u.mu.Unlock()
}

func (u *Users) all() map[int]string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.names // want map/guarded-map-escapes:high "names"
}

func (u *Users) Print(w io.Writer) {
	for id, name := range u.all() {
		fmt.Fprintln(w, id, name)
	}
}
