// A method has ended its goroutine when it returns: what its callers do then comes later.
package ok_awaited_by_a_callee

import "sync"

type tally struct {
	counts map[string]int
}

func Run() {
	t := &tally{counts: map[string]int{}}
	t.there()
	t.counts["here"]++
}

func (t *tally) there() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		t.counts["there"]++
		wg.Done()
	}()
	wg.Wait() // mutant:
}
