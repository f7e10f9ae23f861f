// Package answers gives the lock of a connection to each goroutine that answers on it.
package answers

import "sync"

type codec struct {
	closed bool
	sent   []int
}

func (c *codec) write(n int) {
	c.sent = append(c.sent, n)
	if n > 0 {
		c.close()
	}
}

func (c *codec) close() {
	if !c.closed {
		c.closed = true
		c.sent = nil
	}
}

// Server answers.
type Server struct{ codec *codec }

// Serve answers requests.
func (s *Server) Serve(requests []int) int {
	sending := new(sync.Mutex)
	var wg sync.WaitGroup
	for _, one := range requests {
		wg.Add(1)
		go answer(sending, &wg, s.codec, one)
	}
	wg.Wait()
	return len(s.codec.sent)
}

func answer(sending *sync.Mutex, wg *sync.WaitGroup, c *codec, n int) {
	defer wg.Done()
	send(sending, c, n)
}

func send(sending *sync.Mutex, c *codec, n int) {
	sending.Lock() // mutant:
	c.write(n)
	sending.Unlock() // mutant:
}

func Run() { (&Server{&codec{}}).Serve([]int{1, 2, 3, 4}) }
