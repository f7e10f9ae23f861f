package pool

import "sync"

var pool sync.Map

// Get is LoadOrStore behind a fast path.
func Get(name string) *sync.Mutex {
	if found, ok := pool.Load(name); ok {
		return found.(*sync.Mutex)
	}
	found, _ := pool.LoadOrStore(name, new(sync.Mutex))
	return found.(*sync.Mutex)
}

// Take has one operation for both.
func Take(name string) *sync.Mutex {
	found, ok := pool.LoadAndDelete(name)
	if !ok {
		return nil
	}
	return found.(*sync.Mutex)
}

// Add tries again until nobody came between.
func Add(name string, n int) {
	for {
		old, loaded := pool.LoadOrStore(name, n)
		if !loaded || pool.CompareAndSwap(name, old, old.(int)+n) {
			return
		}
	}
}
