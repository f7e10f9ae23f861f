package signals

import (
	"runtime"
	"sync"
	"sync/atomic"

	"golint.test/pairs"
)

// Polled waits until the goroutine has set the flag, and takes it down.
func Polled() int {
	found := map[string]int{}
	var set atomic.Int32
	go func() {
		found["a"] = 1
		set.Store(1)
	}()
	for !set.CompareAndSwap(1, 0) { // mutant: for range 3 {
		runtime.Gosched()
	}
	found["b"] = 2
	return len(found)
}

// LastOne leaves the second step to whoever comes last.
func LastOne() {
	found := map[string]int{}
	var left atomic.Int32
	left.Store(2)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if left.Add(-1) == 0 { // mutant: if left.Add(-1) >= 0 {
				found["a"]++
			}
		})
	}
	wg.Wait()
}

// Room is a channel without room: who sends goes on when the other one has received.
func Room() {
	found := map[string]int{}
	next, done := make(chan bool), make(chan bool) // mutant: next, done := make(chan bool, 2), make(chan bool)
	go func() {
		next <- true
		found["a"] = 1
		close(done)
	}()
	found["b"] = 2
	<-next
	<-done
}

// Flag is set and looked at under a lock.
func Flag() {
	found := map[string]int{}
	var mu sync.Mutex
	ready := false
	go func() {
		found["a"] = 1
		mu.Lock()
		ready = true
		mu.Unlock()
	}()
	for {
		mu.Lock()
		done := ready // mutant: done := ready || !ready
		mu.Unlock()
		if done {
			break
		}
		runtime.Gosched()
	}
	found["b"] = 2
}

// Turns are taken: each side waits for the other one before it goes on.
func Turns() {
	found := map[string]int{}
	there, back := make(chan bool), make(chan bool)
	go func() {
		for range 3 {
			<-there // mutant: <-there; back <- true
			found["a"]++
			back <- true // mutant:
		}
	}()
	for range 3 {
		there <- true
		<-back
		found["a"]++
	}
}

// Full takes all the places of a semaphore: nobody has one any more.
func Full(names []string) int {
	found := map[string]int{}
	var mu sync.Mutex
	places := make(chan struct{}, 2)
	for _, name := range names {
		places <- struct{}{}
		go func() {
			defer func() { <-places }()
			mu.Lock()
			found[name]++
			mu.Unlock()
		}()
	}
	for range cap(places) { // mutant: for range 0 {
		places <- struct{}{}
	}
	return len(found)
}

// Index is filled in the background; who asks waits for that.
type Index struct {
	ready chan struct{}
	names map[string]int
}

func Open() *Index {
	x := &Index{ready: make(chan struct{}), names: map[string]int{}}
	go x.load()
	return x
}

func (x *Index) load() {
	for i := range 3 {
		x.names["a"] = i
	}
	close(x.ready)
	runtime.Gosched()
}

func (x *Index) Of(name string) int {
	<-x.ready // mutant:
	return x.names[name]
}

func Run() {
	pairs.Of(func() {
		Polled()
		LastOne()
		Room()
		Flag()
		Turns()
		Full([]string{"a", "b", "c"})
		Open().Of("a")
		Relay([]string{"a", "b", "c"})
	})
}

// Relay has a goroutine that waits for the others, and says so.
func Relay(names []string) int {
	found := map[string]int{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			found[name]++
			mu.Unlock()
		}()
	}
	finished := make(chan struct{})
	go func() {
		wg.Wait() // mutant:
		close(finished)
	}()
	<-finished
	return len(found)
}
