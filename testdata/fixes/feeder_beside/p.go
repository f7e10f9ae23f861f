// Package feeder_beside has goroutines that nobody waits for: where they have nothing to do with the map, what comes
// after the others have ended needs no lock.
package feeder_beside

import "sync"

func lengths(words []string) int {
	in := make(chan string)
	results := make(map[string]int)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for word := range in {
				results[word] = len(word)
			}
		})
	}
	go func(left []string) {
		defer close(in)
		for _, word := range left {
			in <- word
		}
	}(words)
	wg.Wait()
	sum := 0
	for _, n := range results {
		sum += n
	}
	return sum
}

func watched(words []string, say func(int)) int {
	found := make(map[string]int)
	show := func() { say(len(found)) }
	var wg sync.WaitGroup
	for _, word := range words {
		wg.Go(func() { found[word] = len(word) })
	}
	go func() { show() }()
	wg.Wait()
	return found["a"]
}
