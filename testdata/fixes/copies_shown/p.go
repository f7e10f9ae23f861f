// Package copies_shown encodes and prints maps that no lock guards.
package copies_shown

import (
	"encoding/json"
	"fmt"
	"io"
)

type answer struct {
	Sessions map[string]int
	Count    int
}

// server shows its map in a literal.
type server struct{ sessions map[string]int }

func (s *server) login(name string) { s.sessions[name]++ }

func (s *server) show(w io.Writer) error {
	return json.NewEncoder(w).Encode(answer{Sessions: s.sessions, Count: len(s.sessions)})
}

func (s *server) both(w io.Writer) error {
	data, err := json.Marshal(map[string]any{"sessions": s.sessions, "more": &answer{Sessions: s.sessions}})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// hub shows one of the maps inside.
type hub struct{ rooms map[string]map[string]int }

func (h *hub) join(room, name string) {
	if h.rooms[room] == nil {
		h.rooms[room] = map[string]int{}
	}
	h.rooms[room][name]++
}

func (h *hub) show(room string) { fmt.Println(room, h.rooms[room]) }

// What follows is refused: a copy of the outer map shares those inside, and what is deferred shows the end.

type tree struct{ nodes map[string]map[string]int }

func (t *tree) put(a, b string) {
	if t.nodes[a] == nil {
		t.nodes[a] = map[string]int{}
	}
	t.nodes[a][b]++
}

func (t *tree) show() { fmt.Println(t.nodes) }

type final struct{ counts map[string]int }

func (f *final) run(name string) {
	defer fmt.Println(f.counts)
	f.counts[name]++
}

type handed struct{ counts map[string]int }

type kept struct{ counts map[string]int }

var last *kept

func keep(k *kept) { last = k }

func (h *handed) run(name string) {
	h.counts[name]++
	keep(&kept{counts: h.counts})
}

// Serve starts it.
func Serve(w io.Writer, names []string) {
	s, h := &server{sessions: map[string]int{}}, &hub{rooms: map[string]map[string]int{}}
	t, f := &tree{nodes: map[string]map[string]int{}}, &final{counts: map[string]int{}}
	k := &handed{counts: map[string]int{}}
	for _, name := range names {
		go func() {
			s.login(name)
			_ = s.show(w)
			_ = s.both(w)
			h.join("lobby", name)
			h.show("lobby")
			t.put("a", name)
			t.show()
			f.run(name)
			k.run(name)
		}()
	}
}
