package queue

import "sync"

// Process passes what it has looked up: the arguments of a go statement are evaluated by the spawner.
func Process(rows []string) int {
	sizes := map[string]int{}
	results := make(chan int, len(rows))
	var wg sync.WaitGroup
	for i, row := range rows {
		sizes[row] = i
		wg.Add(1)
		go work(sizes[row], results, &wg) // mutant: go func() { work(sizes[row], results, &wg) }()
	}
	wg.Wait()
	return len(results)
}

func work(size int, results chan<- int, wg *sync.WaitGroup) {
	defer wg.Done()
	results <- size * size
}

func Run() { Process([]string{"a", "b", "c"}) }
