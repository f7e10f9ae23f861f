package members

import (
	"sync"
	"time"
)

// Members are locked by who uses them.
type Members struct {
	sync.RWMutex
	m map[int]string
}

// Add adds one.
func (m *Members) Add(id int, name string) { m.m[id] = name } // want map/concurrent-access:low "m.m"

// Delete deletes one; nobody in sight does.
func (m *Members) Delete(id int) { delete(m.m, id) } // want map/concurrent-access:low "m.m"

// Table has members.
type Table struct{ members *Members }

// New makes one.
func New() *Table { return &Table{members: &Members{m: map[int]string{}}} }

// Members gives them out.
func (t *Table) Members() *Members { return t.members }

// Start starts what adds members.
func (t *Table) Start() { go t.loop() }

func (t *Table) loop() {
	for i := range 3 {
		t.Members().Lock()
		t.Members().Add(i, "x")
		t.Members().Unlock()
		time.Sleep(time.Millisecond)
	}
}

// Names are locked by who uses them, too, but for one.
type Names struct {
	sync.RWMutex
	m map[int]string
}

// Add adds one.
func (n *Names) Add(id int, name string) { n.m[id] = name } // want map/concurrent-access:low "n.m"

// Length counts them.
func (n *Names) Length() int { return len(n.m) } // want map/concurrent-access:medium "n.m"

// List has names.
type List struct{ names *Names }

// NewList makes one.
func NewList() *List { return &List{names: &Names{m: map[int]string{}}} }

// Start starts what adds names.
func (l *List) Start() { go l.loop() }

func (l *List) loop() {
	for i := range 3 {
		l.names.Lock()
		l.names.Add(i, "x")
		l.names.Unlock()
		time.Sleep(time.Millisecond)
	}
}

// Names gives them out.
func (l *List) Names() *Names { return l.names }

// Count forgets the lock.
func (l *List) Count() int {
	return l.names.Length()
}
