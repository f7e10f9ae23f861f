package blocks

import (
	"net/http"

	"golint.test/pairs"
)

var unnamed = "unnamed"

type block struct {
	name *string
}

// Names answers the names of the blocks, of which it has copies.
func Names(blocks []block) []string {
	var found []string
	for _, one := range blocks {
		if one.name == nil {
			one.name = &unnamed // mutant: unnamed = "nobody's"
		}
		if one.name != nil {
			found = append(found, *one.name)
		}
	}
	return found
}

func Serve(w http.ResponseWriter, r *http.Request) {
	for _, name := range Names([]block{{}, {}}) {
		w.Write([]byte(name))
	}
}

func Run() {
	pairs.Of(func() { Names([]block{{}, {}}) }, func() { Names([]block{{}, {}}) })
}
