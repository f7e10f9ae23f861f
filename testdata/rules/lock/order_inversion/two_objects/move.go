package move

import "sync"

// Box holds things.
type Box struct {
	mu sync.Mutex
	n  int
}

// Move deadlocks with a move the other way round.
func Move(from, to *Box) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock() // want lock/order-inversion:low "`Box.mu` of two objects is taken one after the other"
	defer to.mu.Unlock()
	from.n, to.n = to.n, from.n
}
