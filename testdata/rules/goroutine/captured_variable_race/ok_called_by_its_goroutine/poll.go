package poll

import "golint.test/pairs"

// poller calls the handler that it was made with.
type poller struct {
	handle func() int
}

func (p *poller) once() int { return p.handle() }

// Cancel changes what the handler says, and polls once more, both in one goroutine.
func Cancel() int {
	scheduled := true
	p := &poller{handle: func() int {
		if scheduled {
			return 1
		}
		return 0
	}}
	first := p.once()
	done := make(chan int)
	go func() {
		scheduled = false
		done <- p.once()
	}()
	// mutant: p.once()
	return first + <-done
}

func Run() {
	pairs.Of(func() { Cancel() })
}
