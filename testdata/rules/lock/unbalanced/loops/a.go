// Package loops defers in a loop what belongs to its turn.
package loops

import "sync"

type Queue struct {
	mu    sync.Mutex
	items []int
}

func (q *Queue) Fill(n int) {
	for i := range n {
		q.mu.Lock()
		defer q.mu.Unlock() // want lock/unbalanced "`q.mu` is unlocked when the function returns, not at the end of each turn"
		q.items = append(q.items, i)
	}
}
