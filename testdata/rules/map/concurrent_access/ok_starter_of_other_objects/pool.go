package pool

import "sync"

// Worker counts what it does itself.
type Worker struct {
	done map[string]int
}

func (w *Worker) start(wg *sync.WaitGroup, name string) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		w.done[name]++
	}()
}

// StartAll starts all workers; each has a map of its own.
func StartAll(workers []*Worker) {
	var wg sync.WaitGroup
	for _, w := range workers {
		w.start(&wg, "x")
	}
	wg.Wait()
}

func Run() {
	workers := []*Worker{{done: map[string]int{}}, {done: map[string]int{}}}
	StartAll(workers) // mutant: StartAll([]*Worker{workers[0], workers[0]})
}
