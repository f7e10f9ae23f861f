package queue

import "golint.test/pairs"

type queue struct{ items map[int]int }

func (q *queue) use(i int) { q.items[i]++ }

// Either starts one of two goroutines.
func Either(first bool) {
	q := &queue{items: map[int]int{}}
	done := make(chan bool, 2)
	if first {
		go func() { q.use(1); done <- true }()
	} else { // mutant: }; {
		go func() { q.use(2); done <- true }()
	}
	<-done
}

// Turns starts the second when the first has ended.
func Turns() {
	q := &queue{items: map[int]int{}}
	done := make(chan bool)
	go func() { q.use(1); done <- true }()
	<-done // mutant: defer func() { <-done }()
	go func() { q.use(2); done <- true }()
	<-done
}

// Each has a queue of its own.
func Each(n int) {
	done := make(chan bool)
	for i := range n {
		q := &queue{items: map[int]int{}}
		q.use(-i)
		go func() { q.use(i); done <- true }()
	}
	for range n {
		<-done
	}
}

func Run() { pairs.Of(func() { Either(true); Either(false); Turns(); Each(3) }) }
