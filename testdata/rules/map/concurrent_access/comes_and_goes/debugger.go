package debugger

import (
	"fmt"
	"io"
	"net/http"

	"golint.test/pairs"
)

// Debugger shows the requests that are on their way.
type Debugger struct {
	current map[int]string
}

func (d *Debugger) Init() {
	d.current = map[int]string{}
	http.HandleFunc("/status", d.show)
}

// Begin tells of a request that begins.
func (d *Debugger) Begin(id int, url string) { d.current[id] = url } // want map/concurrent-access:medium "is written here while the handler `.*show` ranges over it"

// End tells that one has ended: what comes and goes is no set-up.
func (d *Debugger) End(id int) {
	delete(d.current, id) // want map/concurrent-access:medium "is deleted from here while the handler `.*show` ranges over it"
}

func (d *Debugger) show(w http.ResponseWriter, _ *http.Request) {
	for id, url := range d.current {
		fmt.Fprintln(w, id, url)
	}
}

type page struct {
	http.ResponseWriter
	io.Writer
}

func (p page) Write(b []byte) (int, error) { return p.Writer.Write(b) }

func Run() {
	d := &Debugger{current: map[int]string{0: "/"}}
	pairs.Of(
		func() { d.Begin(1, "/") },
		func() { d.End(1) },
		func() { d.show(page{Writer: io.Discard}, nil) },
	)
}
