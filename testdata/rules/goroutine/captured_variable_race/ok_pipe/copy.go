package copy

import (
	"io"
	"strings"
)

type part struct{ text string }

// All reads one part after the other: what was written to the pipe is read when the goroutine has looked at it.
func All(parts []*part) int {
	sum := 0
	one := parts[0]
	for i := range parts {
		r, w := io.Pipe()
		go func() {
			_, err := io.Copy(w, strings.NewReader(one.text))
			w.CloseWithError(err)
		}()
		text, _ := io.ReadAll(r) // mutant: go io.ReadAll(r); text := []byte{}
		sum += len(text)
		one = parts[(i+1)%len(parts)]
	}
	return sum
}

// Failed looks at the error behind the end of the pipe.
func Failed(text string) (int, error) {
	var failed error
	r, w := io.Pipe()
	go func() {
		defer w.Close()
		_, failed = io.WriteString(w, text)
	}()
	read, _ := io.ReadAll(r) // mutant: go io.ReadAll(r); read := ""
	return len(string(read)), failed
}

// Length looks at its variable before it reads: only then has the other side written.
func Length(text string) int {
	n := 0
	r, w := io.Pipe()
	go func() {
		n, _ = io.WriteString(w, text) // mutant: n = len(text); io.WriteString(w, text)
		w.Close()
	}()
	sum := n
	read, _ := io.ReadAll(r)
	return sum + len(read)
}

func Run() {
	Length("text")
	All([]*part{{"a"}, {"b"}})
	Failed("text")
}
