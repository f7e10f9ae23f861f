package until

import "time"

// attempt gives up waiting after a while, and says so.
func attempt(try func()) bool {
	done := make(chan struct{}, 1)
	go func() {
		defer func() { done <- struct{}{} }()
		try()
	}()
	select {
	case <-done: // mutant: case <-time.After(0):
		return true
	case <-time.After(time.Minute):
		return false
	}
}

func repeat(times int, try func()) {
	for range times {
		if !attempt(try) {
			panic("it takes too long")
		}
	}
}

// Drain takes one element after the other.
func Drain(left map[int]bool) {
	mine := map[int]bool{}
	for n := range left {
		mine[n] = true
	}
	repeat(len(mine), func() {
		for n := range mine {
			delete(mine, n)
			return
		}
	})
}

// poll tries until it works, one goroutine after the other, or until it takes too long.
func poll(try func() bool) bool {
	late := time.After(time.Minute)
	worked := make(chan bool, 1)
	for {
		go func() {
			worked <- try()
		}()
		select {
		case ok := <-worked:
			if ok {
				return true
			}
		case <-late:
			return false
		}
	}
}

// Fill polls until there are enough.
func Fill(enough int) map[int]bool {
	found := map[int]bool{}
	poll(func() bool {
		found[len(found)] = true
		return len(found) >= enough
	})
	return found
}

func Run() {
	Drain(map[int]bool{1: true, 2: true, 3: true})
	Fill(3)
}
