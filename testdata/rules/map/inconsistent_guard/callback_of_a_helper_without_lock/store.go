package store

import (
	"sync"

	"golint.test/pairs"
)

type tx struct{ writable bool }

type transactor interface {
	Update(run func(*tx) error) error
}

// DB has a lock that its transactions do not take.
type DB struct {
	lock  sync.Mutex
	below transactor
	dirty map[string]bool
}

type memory struct{}

func (memory) Update(run func(*tx) error) error { return run(&tx{writable: true}) }

// Update forgets the lock.
func (db *DB) Update(run func(*tx) error) error {
	return db.below.Update(run)
}

// Clean forgets what was marked.
func (db *DB) Clean() {
	db.lock.Lock()
	defer db.lock.Unlock()
	clear(db.dirty)
}

// Count measures it.
func (db *DB) Count() int {
	db.lock.Lock()
	defer db.lock.Unlock()
	return len(db.dirty)
}

func update(db transactor, run func(*tx) error) error {
	return db.Update(run)
}

// Snapshots marks what changes.
type Snapshots struct {
	db   *DB
	name string
}

// Remove is done in a transaction.
func (s *Snapshots) Remove() error {
	return update(s.db, func(*tx) error {
		s.db.dirty[s.name] = true // want map/inconsistent-guard:high "map `s.db.dirty`"
		return nil
	})
}

func Run() {
	db := &DB{below: memory{}, dirty: map[string]bool{}}
	a := &Snapshots{db, "a"}
	pairs.Of(func() {
		_ = a.Remove()
		db.Count()
		db.Clean()
	})
}
