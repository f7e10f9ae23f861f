package inodes

import (
	"errors"
	"sync"
)

var errMissing = errors.New("no such inode")

type Table struct {
	mu     sync.Mutex
	inodes map[uint64]int
}

func New() *Table {
	return &Table{inodes: map[uint64]int{}}
}

// Release unlocks on every way out, and is in its lock on every way through.
func (t *Table) Release(id uint64) error {
	t.mu.Lock()
	links, ok := t.inodes[id]
	if !ok {
		t.mu.Unlock()
		return errMissing
	}
	if links == 0 {
		delete(t.inodes, id)
		t.mu.Unlock()
		return nil
	}
	t.inodes[id] = links - 1
	t.mu.Unlock()
	return nil
}

func (t *Table) Link(id uint64) {
	for {
		t.mu.Lock()
		if len(t.inodes) < 1000 {
			break
		}
		t.mu.Unlock()
	}
	t.inodes[id]++
	t.mu.Unlock()
}

func (t *Table) Links(id uint64) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch links, ok := t.inodes[id]; {
	case !ok:
		return -1
	default:
		return links
	}
}
