package p

import "sync"

// Table has methods of one line.
type Table struct {
	mu    sync.RWMutex
	items map[string]int
}

func (t *Table) Put(k string, v int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.items[k] = v
}

func (t *Table) Take(k string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	v := t.items[k]
	delete(t.items, k)
	return v
}

func (t *Table) Each(f func(string, int)) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	for k, v := range t.items {
		f(k, v)
	}
}

func (t *Table) Get(k string) int        { return t.items[k] }
func (t *Table) Add(k string, n int) int { t.items[k] += n; return n }
func (t *Table) Set(k string)            { t.items[k] = work() }

func (t *Table) Count() {
	go func() { t.items["count"]++ }()
}

func work() int { return 1 }

func (t *Table) Len() int     { return len(t.items) }
func (t *Table) Name() string { return "table" }

// Names is one for itself.
type Names struct {
	seen map[string]bool
}

func (n *Names) Seen(k string) bool { return n.seen[k] }

func (n *Names) Drop(k string) { delete(n.seen, k) }

func (n *Names) Start(in chan string) {
	go func() {
		for k := range in {
			n.seen[k] = true
		}
	}()
}
