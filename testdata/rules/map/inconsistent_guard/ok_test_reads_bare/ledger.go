package ledger

import "sync"

type Ledger struct {
	mu      sync.Mutex
	entries map[string]int
}

func New() *Ledger { return &Ledger{entries: map[string]int{}} }

func (l *Ledger) Post(account string, amount int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries[account] += amount
}

func (l *Ledger) Balance(account string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.entries[account]
}
