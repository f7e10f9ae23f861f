package retry

import "sync"

// Job is run by a goroutine of its own for each of its parts.
type Job struct {
	wg sync.WaitGroup
}

// Start runs all parts at once.
func (j *Job) Start(parts [][]int) {
	for _, part := range parts {
		j.wg.Add(1)
		go j.run(part)
	}
	j.wg.Wait()
}

// run has a map of its own, and waits for each goroutine before the next one.
func (j *Job) run(part []int) {
	defer j.wg.Done()
	seen := map[int]int{}
again:
	var wg sync.WaitGroup
	left := make(chan []int, 1)
	wg.Add(1)
	go func() {
		defer wg.Done()
		n := len(part)
		left <- part[1:]
		seen[n]++
	}()
	part = <-left
	if len(part) > 0 {
		wg.Wait() // mutant:
		goto again
	}
	wg.Wait()
}

func Run() { (&Job{}).Start([][]int{{1, 2, 3}, {4, 5, 6}}) }
