package accounts

import (
	"sync"

	"golint.test/pairs"
)

// Account is one of many.
type Account struct {
	mu       sync.Mutex
	name     string
	approved map[string]*Account
}

// Server knows all accounts.
type Server struct{ accounts sync.Map }

// Renew replaces accounts by others of the same name.
func (s *Server) Renew() {
	swap := func(approved *Account) {
		for name := range approved.approved {
			approved.approved[name] = approved
		}
	}
	s.accounts.Range(func(_, value any) bool {
		account := value.(*Account)
		account.mu.Lock()
		swap(account)
		account.mu.Unlock()
		return true
	})
}

// Approve adds one.
func (a *Account) Approve(other *Account) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.approved[other.name] = other
}

// Approved asks.
func (a *Account) Approved(name string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.approved[name] != nil
}

func Run() {
	s := &Server{}
	a := &Account{name: "a", approved: map[string]*Account{}}
	s.accounts.Store("a", a)
	pairs.Of(func() {
		a.Approve(a)
		a.Approved("a")
		s.Renew()
	})
}
