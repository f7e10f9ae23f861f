package reports

import "time"

// Handler sends reports to where its options say.
type Handler struct {
	options chan string
	ticks   chan bool
	done    chan bool
	send    func(url string)
}

// Serve changes the address while a report may be under way: the channel of the options says nothing about that.
func (h *Handler) Serve(url string) {
	for {
		select {
		case url = <-h.options:
		case <-h.ticks:
			go func() {
				time.Sleep(time.Millisecond)
				h.send(url) // want goroutine/captured-variable-race:high "`url` is read"
			}()
		case <-h.done:
			return
		}
	}
}

func Run() {
	h := &Handler{make(chan string), make(chan bool), make(chan bool), func(string) {}}
	go h.Serve("a")
	h.ticks <- true
	h.options <- "b"
	time.Sleep(4 * time.Millisecond)
	h.done <- true
}
