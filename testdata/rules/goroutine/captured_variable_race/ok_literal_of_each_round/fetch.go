package fetch

import (
	"strings"
	"sync"

	"golint.test/pairs"
)

// Known gives each goroutine letters that a literal has put together before, called by a function out of sight.
func Known(n int, use func([]rune)) {
	var wg sync.WaitGroup
	for range n {
		var own []rune // mutant:
		_ = strings.Map(func(r rune) rune {
			own = append(own, r)
			return r
		}, "abc")
		wg.Add(1)
		go func() {
			defer wg.Done()
			use(own)
		}()
	}
	wg.Wait()
}

var own []rune // the mutant's

func each(of string, do func(rune)) {
	for _, r := range of {
		do(r)
	}
}

// Called does that by a function in sight, and itself.
func Called(n int, use func([]rune)) {
	var wg sync.WaitGroup
	for range n {
		var own []rune // mutant:
		add := func(r rune) { own = append(own, r) }
		each("abc", add)
		add('d')
		wg.Add(1)
		go func() {
			defer wg.Done()
			use(own)
		}()
	}
	wg.Wait()
}

func Run() {
	pairs.Of(func() { Known(3, func([]rune) {}) })
	pairs.Of(func() { Called(3, func([]rune) {}) })
}
