package registry

import "sync"

var (
	namesMu sync.Mutex
	names   []string
	idsMu   sync.Mutex
	ids     []int
)

// Start runs both at once.
func Start() {
	go func() {
		namesMu.Lock()
		defer namesMu.Unlock()
		idsMu.Lock()
		ids = append(ids, len(names))
		idsMu.Unlock()
	}()
	go func() {
		idsMu.Lock()
		defer idsMu.Unlock()
		namesMu.Lock() // want lock/order-inversion:high "`namesMu` is taken while `idsMu` is held here"
		names = append(names, "id")
		namesMu.Unlock()
	}()
}
