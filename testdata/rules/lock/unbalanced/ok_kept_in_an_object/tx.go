package tx

import (
	"errors"
	"sync"
)

// DB has one transaction that writes, or several that read.
type DB struct {
	mu     sync.RWMutex
	closed bool
}

// Tx has the lock until its end.
type Tx struct {
	lock sync.Locker
}

// Begin leaves the lock to the transaction.
func (d *DB) Begin(readOnly bool) (*Tx, error) {
	var lock sync.Locker = &d.mu
	if readOnly {
		lock = d.mu.RLocker()
	}
	lock.Lock()
	if d.closed {
		lock.Unlock()
		return nil, errors.New("closed")
	}
	return &Tx{lock: lock}, nil
}

// Write leaves the lock itself.
func (d *DB) Write() (*Tx, error) {
	d.mu.Lock()
	if d.closed {
		d.mu.Unlock()
		return nil, errors.New("closed")
	}
	return &Tx{lock: &d.mu}, nil
}

// End gives it back.
func (t *Tx) End() { t.lock.Unlock() }

func Run() {
	d := &DB{}
	for _, readOnly := range []bool{true, false} {
		if t, err := d.Begin(readOnly); err == nil {
			t.End()
		}
	}
	if t, err := d.Write(); err == nil {
		t.End()
	}
}
