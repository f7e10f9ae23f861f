package queue

import "golint.test/pairs"

// Queue may be used by anybody.
type Queue struct{ items map[int]int }

// Use counts an item.
func (q *Queue) Use(i int) {
	q.items[i]++ // want map/concurrent-access:high "`q.items` is written here while the goroutine started in `Two` writes it"
}

// Two uses one queue in both goroutines.
func Two() {
	q := &Queue{items: map[int]int{}}
	done := make(chan bool)
	go func() { q.Use(1); done <- true }()
	go func() { q.Use(2); done <- true }()
	<-done
	<-done
}

func Run() { pairs.Of(Two) }
