package collect

import "sync"

// Squares appends from all goroutines.
func Squares(numbers []int) []int {
	var squares []int
	var wg sync.WaitGroup
	for _, n := range numbers {
		wg.Go(func() {
			squares = append(squares, n*n) // want goroutine/captured-variable-race:high "`squares` is written in this goroutine while another of these goroutines reads it|written by all goroutines"
		})
	}
	wg.Wait()
	return squares
}

func Run() { Squares([]int{1, 2, 3}) }
