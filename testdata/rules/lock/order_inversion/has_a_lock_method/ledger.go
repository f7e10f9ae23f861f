// Package ledger has a type that others may lock, and that has a second lock.
package ledger

import "sync"

// Ledger lends its lock to others.
type Ledger struct {
	mu      sync.Mutex
	journal sync.Mutex
	lines   []string
	sum     int
}

// Lock takes the lock for several calls.
func (l *Ledger) Lock() { l.mu.Lock() }

// Unlock gives it back.
func (l *Ledger) Unlock() { l.mu.Unlock() }

// Book writes the line under both.
func (l *Ledger) Book(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sum++
	l.write(line)
}

func (l *Ledger) write(line string) {
	l.journal.Lock()
	defer l.journal.Unlock()
	l.lines = append(l.lines, line)
}

// Check takes the journal first.
func (l *Ledger) Check() bool {
	l.journal.Lock()
	defer l.journal.Unlock()
	l.mu.Lock() // want lock/order-inversion:high "`Ledger.mu` is taken while `Ledger.journal` is held here, and `Ledger.journal` while `Ledger.mu` is held in `\(\*Ledger\).Book`"
	defer l.mu.Unlock()
	return l.sum == len(l.lines)
}
