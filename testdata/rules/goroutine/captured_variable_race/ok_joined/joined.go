package joined

import "sync"

// First waits before it reads.
func First(get func() (int, error)) (int, error) {
	var n int
	var err error
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		n, err = get()
	}()
	wg.Wait() // mutant:
	return n, err
}

// Sum has one goroutine at a time.
func Sum(numbers []int) int {
	total := 0
	for _, n := range numbers {
		var wg sync.WaitGroup
		wg.Go(func() { total += n })
		wg.Wait() // mutant:
	}
	return total
}

func Run() {
	_, _ = First(func() (int, error) { return 1, nil })
	Sum([]int{1, 2, 3})
}
