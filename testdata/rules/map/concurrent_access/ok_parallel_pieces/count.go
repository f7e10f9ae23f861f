package count

import (
	"context"
	"sync"

	"k8s.io/client-go/util/workqueue"
)

// Count counts the words of all texts at once under a lock; what comes after needs none.
func Count(texts []string) map[string]int {
	var mu sync.Mutex
	found := map[string]int{}
	workqueue.ParallelizeUntil(context.Background(), 4, len(texts), func(piece int) {
		mu.Lock()
		defer mu.Unlock()
		found[texts[piece]]++
	})
	found["all"] = len(texts)
	return found
}

func Run() { Count([]string{"a", "b", "c"}) }
