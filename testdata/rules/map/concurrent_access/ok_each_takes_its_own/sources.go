package sources

import (
	"sync"

	"golint.test/pairs"
)

type source struct{ columns map[string]int }

func (s *source) drop(name string) { delete(s.columns, name) }

// Writer hands sources to its workers.
type Writer struct{ sources chan *source }

func (w *Writer) work(wg *sync.WaitGroup) {
	defer wg.Done()
	for s := range w.sources {
		s.drop("x")
		s.columns["y"]++
	}
}

// Write gives each source to one of the workers.
func (w *Writer) Write(n int) {
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go w.work(&wg)
	}
	for range n {
		w.sources <- &source{columns: map[string]int{"x": 1}} // mutant: s := &source{columns: map[string]int{"x": 1}}; w.sources <- s; w.sources <- s
	}
	close(w.sources)
	wg.Wait()
}

func Run() {
	pairs.Of(func() {
		w := &Writer{sources: make(chan *source)}
		w.Write(4)
	})
}
