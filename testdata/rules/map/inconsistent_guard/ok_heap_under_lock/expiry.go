package expiry

import (
	"container/heap"
	"sync"

	"golint.test/pairs"
)

// queue is ordered by container/heap, which calls its methods under the lock of whoever calls that.
type queue struct {
	keys  []string
	place map[string]int
}

func (q *queue) Len() int           { return len(q.keys) }
func (q *queue) Less(i, j int) bool { return q.keys[i] < q.keys[j] }

func (q *queue) Swap(i, j int) {
	q.keys[i], q.keys[j] = q.keys[j], q.keys[i]
	q.place[q.keys[i]], q.place[q.keys[j]] = i, j
}

func (q *queue) Push(x any) {
	key := x.(string)
	q.place[key] = len(q.keys)
	q.keys = append(q.keys, key)
}

func (q *queue) Pop() any {
	last := len(q.keys) - 1
	key := q.keys[last]
	q.keys = q.keys[:last]
	delete(q.place, key)
	return key
}

func (q *queue) has(key string) bool {
	_, ok := q.place[key]
	return ok
}

// Store keeps a queue.
type Store struct {
	mu sync.Mutex
	q  queue
}

// Add queues a key once.
func (s *Store) Add(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.q.has(key) {
		heap.Push(&s.q, key)
	}
}

// Next takes one.
func (s *Store) Next() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.q.Len() == 0 {
		return ""
	}
	return heap.Pop(&s.q).(string)
}

func Run() {
	s := &Store{q: queue{place: map[string]int{}}}
	pairs.Of(func() {
		s.Add("a")
		s.Next()
	})
}
