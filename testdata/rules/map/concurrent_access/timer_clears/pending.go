package pending

import "time"

// Watch gives up on everything that is still open when the time is over.
func Watch(requests []int, limit time.Duration) int {
	open := make(map[int]bool, len(requests))
	for _, id := range requests {
		open[id] = true
	}
	time.AfterFunc(limit, func() {
		clear(open) // want map/concurrent-access:high "open"
	})
	left := 0
	for _, id := range requests {
		time.Sleep(limit)
		if open[id] {
			left++
		}
	}
	return left
}

func Run() { Watch([]int{1, 2, 3, 4, 5}, time.Millisecond) }
