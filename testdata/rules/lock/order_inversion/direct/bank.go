package bank

import "sync"

// Bank has two locks.
type Bank struct {
	accounts sync.Mutex
	audit    sync.Mutex
	balance  map[string]int
	entries  []string
}

// Pay takes the accounts first.
func (b *Bank) Pay(who string, amount int) {
	b.accounts.Lock()
	defer b.accounts.Unlock()
	b.balance[who] -= amount
	b.audit.Lock() // want lock/order-inversion:high "`Bank.audit` is taken while `Bank.accounts` is held here, and `Bank.accounts` while `Bank.audit` is held in `\(\*Bank\).Check`"
	b.entries = append(b.entries, who)
	b.audit.Unlock()
}

// Check takes the audit first.
func (b *Bank) Check() bool {
	b.audit.Lock()
	defer b.audit.Unlock()
	b.accounts.Lock()
	defer b.accounts.Unlock()
	return len(b.entries) == len(b.balance)
}
