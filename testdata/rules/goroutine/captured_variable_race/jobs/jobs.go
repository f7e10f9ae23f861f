package jobs

import "sync"

// Sum adds what it receives in several goroutines: others send.
func Sum(values []int) int {
	sum := 0
	in := make(chan int)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range in {
				sum += v // want goroutine/captured-variable-race:high "`sum` is"
			}
		}()
	}
	for _, v := range values {
		in <- v
	}
	close(in)
	wg.Wait()
	return sum
}

func Run() { Sum(make([]int, 1000)) }
