package fill

import "sync"

func fill(squares map[int]int, from, to int) {
	for i := from; i < to; i++ {
		squares[i] = i * i
	}
}

// Squares splits the work in two; a map that is passed is still the same map.
func Squares(n int) map[int]int {
	table := make(map[int]int, n)
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		fill(table, 0, n/2) // want map/concurrent-access:high "table"
	}()
	go func() {
		defer wg.Done()
		fill(table, n/2, n)
	}()
	wg.Wait()
	return table
}

func Run() { Squares(8) }
