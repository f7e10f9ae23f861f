package listen

import "sync"

func open(port int) (int, int) { return port, port + 1 }

// Listen returns one of its named results for the other.
func Listen(port int, wg *sync.WaitGroup) (in, out int) {
	in, out = open(port)
	wg.Add(1)
	go func() {
		defer wg.Done()
		seen = in // want goroutine/captured-variable-race:high "`in`"
	}()
	return out, in
}

var seen int

func Run() {
	var wg sync.WaitGroup
	Listen(1, &wg)
	wg.Wait()
}
