// Package pairs runs functions against each other, for the race detector.
package pairs

import (
	"sync"
	"time"
)

// The detector remembers four accesses to a word. Which of them a fifth replaces depends on how many accesses its
// goroutine has made; rounds differ in that, so that one at least sees the race.
const rounds = 4

// Of runs every ordered pair of the functions (each with itself, too) on two goroutines. The second starts when the
// first has usually ended, but nothing orders the two: whatever they share without a lock races in one order at least.
func Of(functions ...func()) {
	for round := range rounds {
		for _, first := range functions {
			for _, second := range functions {
				pair(first, func() {
					touch(make([]byte, round))
					second()
				})
			}
		}
	}
}

func pair(first, second func()) {
	var wg sync.WaitGroup
	wg.Go(first)
	time.Sleep(200 * time.Microsecond)
	wg.Go(second)
	wg.Wait()
}

func touch(own []byte) {
	for i := range own {
		own[i] = 1
	}
}
