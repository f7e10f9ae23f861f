package count

import "sync"

func counter() func(string) int {
	m := map[string]int{}
	return func(k string) int {
		m[k]++
		return m[k]
	}
}

func locked() (func(string), func() int) {
	var mu sync.Mutex
	m := map[string]int{}
	add := func(k string) {
		mu.Lock()
		defer mu.Unlock()
		m[k]++
	}
	size := func() int {
		mu.Lock()
		defer mu.Unlock()
		return len(m)
	}
	return add, size
}

func each(wg *sync.WaitGroup) {
	for range 4 {
		next := counter()
		wg.Add(1)
		go func() {
			defer wg.Done()
			next("a")
			next("b")
		}()
	}
}

func inside(wg *sync.WaitGroup) {
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			next := counter()
			next("a")
			next("b")
		}()
	}
}

func both(wg *sync.WaitGroup) {
	one, other := counter(), counter()
	wg.Add(2)
	go func() {
		defer wg.Done()
		one("a")
	}()
	go func() {
		defer wg.Done()
		other("a")
	}()
}

func afterwards(wg *sync.WaitGroup) {
	next := counter()
	next("b")
	wg.Add(1)
	go func() {
		defer wg.Done()
		next("a")
	}()
	wg.Wait()
	next("c")
}

func withLock(wg *sync.WaitGroup) {
	add, size := locked()
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			add("a")
		}()
	}
	_ = size()
}

func outside(wg *sync.WaitGroup) {
	var mu sync.Mutex
	next := counter()
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			next("a")
		}()
	}
}

// Run counts with counters that one goroutine has, or under a lock.
func Run() {
	var wg sync.WaitGroup
	each(&wg)
	inside(&wg)
	both(&wg)
	afterwards(&wg)
	withLock(&wg)
	outside(&wg)
	wg.Wait()
}
