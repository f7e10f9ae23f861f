package accounts

import (
	"time"

	"golint.test/pairs"
)

// Account is loaded anew for each user of it.
type Account struct {
	peers map[string]bool
}

func load(id string) *Account {
	return found(id)
}

var found func(id string) *Account

// Delete changes the account of the caller.
func (a *Account) Delete(peer string) {
	delete(a.peers, peer) // want map/concurrent-access:low "peers"
}

func (a *Account) count() int {
	n := 0
	for range a.peers {
		n++
	}
	return n
}

// Controller tells peers of changes, some time later.
type Controller struct {
	told chan int
}

// Later starts the update.
func (c *Controller) Later(id string) {
	time.AfterFunc(time.Millisecond, func() { c.update(id) })
}

func (c *Controller) update(id string) {
	a := load(id)
	go func() { c.told <- len(id) }()
	c.told <- a.count()
}

func Run() {
	shared := &Account{peers: map[string]bool{"a": true}}
	found = func(string) *Account { return shared }
	c := &Controller{told: make(chan int)}
	pairs.Of(func() {
		c.Later("1")
		<-c.told
		shared.Delete("a")
		<-c.told
	})
}
