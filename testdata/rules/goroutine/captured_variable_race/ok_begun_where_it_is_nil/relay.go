package relay

import (
	"time"

	"golint.test/pairs"
)

// Serve answers whoever has asked first: the goroutine is started when the address is known, and only then.
func Serve(asked <-chan string, send func(to string)) {
	var first *string
	for from := range asked {
		if first == nil { // mutant: if first == nil || from != "" {
			first = &from
			go func() {
				for range 3 {
					send(*first)
					time.Sleep(time.Millisecond)
				}
			}()
		} else if *first != from {
			continue
		}
		time.Sleep(time.Millisecond)
	}
}

func Run() {
	pairs.Of(func() {
		asked := make(chan string, 3)
		for _, from := range []string{"a", "b", "c"} {
			asked <- from
		}
		close(asked)
		Serve(asked, func(string) {})
	})
}
