package grants

import "sync"

// Table maps a user to the rights on each resource.
type Table struct {
	mu     sync.RWMutex
	byUser map[string]map[string]bool
}

func NewTable() *Table {
	return &Table{byUser: map[string]map[string]bool{}}
}

func (t *Table) Grant(user, resource string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rights(user)[resource] = true
}

func (t *Table) Allowed(user, resource string) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	rights, ok := t.byUser[user]
	if !ok {
		rights = map[string]bool{}
		t.byUser[user] = rights // want map/write-under-read-lock "byUser"
	}
	return rights[resource]
}

func (t *Table) rights(user string) map[string]bool {
	if t.byUser[user] == nil {
		t.byUser[user] = map[string]bool{}
	}
	return t.byUser[user]
}
