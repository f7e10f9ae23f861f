package fetch

import "golint.test/pairs"

// Fetch makes the channels when the first piece is begun, before any goroutine that uses them.
func Fetch(n int, see func(int)) {
	var results []chan int
	begin := func(i int) chan bool {
		if results == nil { // mutant: if n > 0 {
			results = make([]chan int, n)
			for j := range n {
				results[j] = make(chan int, 1)
				results[j] <- j
			}
		}
		done := make(chan bool)
		go func() {
			see(<-results[i])
			close(done)
		}()
		return done
	}
	var all []chan bool
	for i := range n {
		all = append(all, begin(i))
	}
	for _, done := range all {
		<-done
	}
}

func Run() {
	pairs.Of(func() { Fetch(3, func(int) {}) })
}
