// A method that is called with a new object starts a goroutine, and goes on counting before it waits.
package awaited_too_late

import "sync"

type tally struct {
	counts map[string]int
}

func Run() {
	t := &tally{counts: map[string]int{}}
	t.both()
}

func (t *tally) both() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		t.there()
		wg.Done()
	}()
	t.here()
	wg.Wait()
}

func (t *tally) here() {
	t.counts["here"]++ // want map/concurrent-access:high "counts"
}

func (t *tally) there() {
	t.counts["there"]++
}
