package queue

import "sync"

// Queue may be used by anybody.
type Queue struct{ items map[int]int }

// Use counts an item.
func (q *Queue) Use(i int) {
	q.items[i]++ // want map/concurrent-access:high "`q.items` is written here while another of these goroutines writes it"
}

// Work uses one queue in all goroutines.
func Work(n int) int {
	q := &Queue{items: map[int]int{}}
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			q.Use(i)
		}()
	}
	wg.Wait()
	return len(q.items)
}

func Run() { Work(3) }
