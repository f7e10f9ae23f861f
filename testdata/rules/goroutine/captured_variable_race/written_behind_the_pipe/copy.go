package copy

import "io"

// Closed counts when the other side has already read to the end.
func Closed(text string) int {
	n := 0
	r, w := io.Pipe()
	go func() {
		io.WriteString(w, text)
		w.Close()
		n++ // want goroutine/captured-variable-race:high "`n` is written in this goroutine while the function around reads it"
	}()
	io.ReadAll(r)
	return n
}

func Run() { Closed("text") }
