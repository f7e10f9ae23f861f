package batch

import "sync"

// Flush sends the map itself to the writer, and goes on filling it.
func Flush(rounds int) int {
	batches := make(chan map[string]int, 1)
	written := 0
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for batch := range batches {
			for _, n := range batch {
				written += n
			}
		}
	}()
	pending := map[string]int{}
	for i := range rounds {
		pending["rows"] += i // want map/concurrent-access "pending"
		batches <- pending
	}
	close(batches)
	wg.Wait()
	return written
}

func Run() { Flush(10) }
