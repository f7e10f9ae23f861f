package pipeline

// Pipeline makes a new map for every batch: the one that it has sent is no longer its own.
func Pipeline(rows []string) int {
	batches := make(chan map[string]int)
	total := make(chan int)
	go func() {
		n := 0
		for batch := range batches {
			batch["seen"]++
			n += len(batch)
		}
		total <- n
	}()
	batch := map[string]int{}
	for i, row := range rows {
		batch[row] = i
		if len(batch) == 2 {
			batches <- batch
			batch = map[string]int{} // mutant:
		}
	}
	close(batches)
	return <-total
}

func Run() { Pipeline([]string{"a", "b", "c", "d", "e", "f"}) }
