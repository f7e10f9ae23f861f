package fetch

import (
	"strings"
	"sync"
)

// Outer has one variable for all rounds.
func Outer(n int, use func([]rune)) {
	var wg sync.WaitGroup
	var all []rune
	for range n {
		_ = strings.Map(func(r rune) rune {
			all = append(all, r)
			return r
		}, "abc")
		wg.Add(1)
		go func() {
			defer wg.Done()
			use(all) // want goroutine/captured-variable-race:high "`all` is read"
		}()
	}
	wg.Wait()
}

func each(of string, do func(rune)) {
	for _, r := range of {
		do(r)
	}
}

// Late puts the letters together when the goroutine of the round is there.
func Late(n int, use func([]rune)) {
	var wg sync.WaitGroup
	for range n {
		var own []rune
		wg.Add(1)
		go func() {
			defer wg.Done()
			use(own) // want goroutine/captured-variable-race:high "`own` is read"
		}()
		each("abc", func(r rune) {
			own = append(own, r)
		})
	}
	wg.Wait()
}

// Both does it before and after.
func Both(n int, use func([]rune)) {
	var wg sync.WaitGroup
	for range n {
		var own []rune
		add := func(r rune) { own = append(own, r) }
		add('a')
		wg.Add(1)
		go func() {
			defer wg.Done()
			use(own) // want goroutine/captured-variable-race:high "`own` is read"
		}()
		add('b')
	}
	wg.Wait()
}

// Inner has a loop for each of its goroutines, around which the variable is declared.
func Inner(n int, use func([]rune)) {
	var wg sync.WaitGroup
	for range n {
		var own []rune
		for range n {
			each("abc", func(r rune) {
				own = append(own, r)
			})
			wg.Add(1)
			go func() {
				defer wg.Done()
				use(own) // want goroutine/captured-variable-race:high "`own` is read"
			}()
		}
	}
	wg.Wait()
}

func Run() {
	for _, run := range []func(int, func([]rune)){Outer, Late, Both, Inner} {
		run(3, func([]rune) {})
	}
}
