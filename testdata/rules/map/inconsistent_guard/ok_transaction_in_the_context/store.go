package store

import (
	"context"
	"sync"

	"golint.test/pairs"
)

type tx struct{ writable bool }

type key struct{}

type transactor interface {
	Update(run func(*tx) error) error
}

// DB keeps a lock while a transaction runs.
type DB struct {
	lock  sync.Mutex
	below transactor
	dirty map[string]bool
}

type memory struct{}

func (memory) Update(run func(*tx) error) error { return run(&tx{writable: true}) }

// Update runs a transaction.
func (db *DB) Update(run func(*tx) error) error {
	db.lock.Lock()
	defer db.lock.Unlock()
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

// update runs in the transaction of the context, which has the lock, or in one of its own.
func update(ctx context.Context, db transactor, run func(*tx) error) error {
	open, ok := ctx.Value(key{}).(*tx)
	if !ok {
		return db.Update(run)
	}
	return run(open)
}

// Snapshots marks what changes.
type Snapshots struct {
	db   *DB
	name string
}

// Remove is done in a transaction.
func (s *Snapshots) Remove(ctx context.Context) error {
	return update(ctx, s.db, func(*tx) error {
		s.db.dirty[s.name] = true
		return nil
	})
}

// Both removes two in one transaction.
func Both(a, b *Snapshots) error {
	return a.db.Update(func(open *tx) error {
		ctx := context.WithValue(context.Background(), key{}, open)
		if err := a.Remove(ctx); err != nil {
			return err
		}
		return b.Remove(ctx)
	})
}

func Run() {
	db := &DB{below: memory{}, dirty: map[string]bool{}}
	a, b := &Snapshots{db, "a"}, &Snapshots{db, "b"}
	pairs.Of(func() {
		_ = a.Remove(context.Background())
		_ = Both(a, b)
		db.Count()
		db.Clean()
	})
}
