// Package returns forgets to unlock on some ways out.
package returns

import (
	"errors"
	"sync"
)

type Account struct {
	mu      sync.Mutex
	rw      sync.RWMutex
	balance int
	parts   []*Account
	byName  map[string]*Account
}

var errEmpty = errors.New("empty")

func (a *Account) Withdraw(amount int) error {
	a.mu.Lock()
	if amount > a.balance {
		return errEmpty // want lock/unbalanced:high "^`a.mu` is still held on this return, others give it back$"
	}
	a.balance -= amount
	a.mu.Unlock()
	return nil
}

func (a *Account) Read() (int, error) {
	a.rw.RLock()
	if a.balance == 0 {
		return 0, errEmpty // want lock/unbalanced:high "`a.rw` is still held"
	}
	b := a.balance
	a.rw.RUnlock()
	return b, nil
}

func (a *Account) Part(i int) int {
	p := a.parts[i]
	p.mu.Lock()
	if p.balance < 0 {
		return 0 // want lock/unbalanced:high "`a.parts\[…\].mu` is still held"
	}
	defer p.mu.Unlock()
	return p.balance
}

func (a *Account) Each() {
	for i := range a.parts {
		a.mu.Lock() // want lock/reacquired:high "`a.mu` is locked again while it is held"
		if i == 3 {
			continue
		}
		a.mu.Unlock()
	}
} // want lock/unbalanced:medium "`a.mu` is still held on this return"

var registry sync.Mutex

func Register(name string, a *Account) (err error) {
	registry.Lock()
	defer func() {
		a.balance++
	}()
	if name == "" {
		err = errEmpty
		return // want lock/unbalanced:high "`registry` is still held"
	}
	a.byName[name] = a
	registry.Unlock()
	return nil
}

func (a *Account) InLiteral() func() int {
	return func() int {
		a.mu.Lock()
		if a.balance == 7 {
			return 7 // want lock/unbalanced:high "`a.mu` is still held"
		}
		a.mu.Unlock()
		return 0
	}
}

func (a *Account) Wrong(first, second bool) {
	a.mu.Lock()
	if first {
		a.balance++
	}
	if second {
		a.mu.Unlock()
		return
	}
	if first {
		a.mu.Unlock()
	}
} // want lock/unbalanced:high "`a.mu` is still held"

func (a *Account) Forgotten() {
	a.mu.Lock()
	a.balance++
} // want lock/unbalanced:medium "^`a.mu` is still held on this return$"

func (a *Account) Selected(done chan bool, amounts chan int) int {
	a.mu.Lock()
	for {
		select {
		case <-done:
			a.mu.Unlock()
			return 1
		case v := <-amounts:
			if v > 2 {
				return v // want lock/unbalanced:high "`a.mu` is still held"
			}
		default:
			a.mu.Unlock()
			a.mu.Lock()
		}
	}
}
