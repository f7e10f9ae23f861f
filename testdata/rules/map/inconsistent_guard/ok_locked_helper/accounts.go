package accounts

import "sync"

type Accounts struct {
	mu       sync.Mutex
	balances map[string]int
}

func New() *Accounts {
	return &Accounts{balances: map[string]int{}}
}

func (a *Accounts) Deposit(name string, amount int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.addLocked(name, amount)
}

func (a *Accounts) Transfer(from, to string, amount int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.addLocked(from, -amount)
	a.addLocked(to, amount)
}

func (a *Accounts) Balance(name string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balances[name]
}

func (a *Accounts) addLocked(name string, amount int) {
	a.balances[name] += amount
}

// CloseLocked has no caller yet; its name says what it expects.
func (a *Accounts) CloseLocked(name string) {
	delete(a.balances, name)
}
