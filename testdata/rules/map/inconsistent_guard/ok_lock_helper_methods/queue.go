package queue

import "sync"

// Queue hides its lock behind two methods.
type Queue struct {
	guard sync.Mutex
	byID  map[int]string
	depth int
}

func New() *Queue {
	return &Queue{byID: map[int]string{}}
}

func (q *Queue) lock() {
	q.guard.Lock()
	q.depth++
}

func (q *Queue) unlock() {
	q.depth--
	q.guard.Unlock()
}

func (q *Queue) Push(id int, job string) {
	q.lock()
	defer q.unlock()
	q.byID[id] = job
}

func (q *Queue) Pop(id int) string {
	q.lock()
	job := q.byID[id]
	delete(q.byID, id)
	q.unlock()
	return job
}

func (q *Queue) Len() int {
	q.lock()
	defer q.unlock()
	return len(q.byID)
}
