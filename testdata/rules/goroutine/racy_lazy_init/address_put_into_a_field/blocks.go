package blocks

import (
	"net/http"

	"golint.test/pairs"
)

var unnamed = "unnamed"

type block struct {
	name *string
}

var first block

func name() string {
	if first.name == nil {
		first.name = &unnamed // want goroutine/racy-lazy-init:high "name"
	}
	return *first.name
}

func Serve(w http.ResponseWriter, r *http.Request) {
	w.Write([]byte(name()))
}

func Run() {
	pairs.Of(func() { name() }, func() { name() })
}
