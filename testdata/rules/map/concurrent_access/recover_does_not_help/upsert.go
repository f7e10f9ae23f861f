package upsert

import (
	"log"
	"sync"
)

// Store believes that a failing write can be caught. The runtime's fault for concurrent writes cannot.
func Store(rows []string) map[string]bool {
	table := map[string]bool{}
	var wg sync.WaitGroup
	for _, row := range rows {
		wg.Add(1)
		go func(row string) {
			defer wg.Done()
			defer func() {
				if err := recover(); err != nil {
					log.Println("write failed:", err)
				}
			}()
			table[row] = true // want map/concurrent-access:high "table"
		}(row)
	}
	wg.Wait()
	return table
}

func Run() { Store([]string{"a", "b"}) }
