// Package shared has fields that share a declaration.
package shared

// both become guarded.
type both struct {
	name         string
	seen, missed map[string]int
	last         map[string]string
}

func (b *both) look(name string, ok bool) {
	if ok {
		b.seen[name]++
	} else {
		b.missed[name]++
	}
	b.last[b.name] = name
}

// middle is one of three.
type middle struct {
	n, m int
	// maps of the same type
	first, second, third map[string]int
}

func (m *middle) add(name string) {
	m.second[name] += m.n
}

func (m *middle) sum() int { return m.m + len(m.first) + len(m.third) }

// tagged keeps its tag, and is refused.
type tagged struct {
	A, b, c map[string]int `json:"-"`
}

func (t *tagged) add(name string) { t.b[name]++ }

func all(b *both, m *middle, t *tagged) {
	for _, name := range []string{"a", "b"} {
		go func() {
			b.look(name, name == "a")
			m.add(name)
			_ = m.sum()
			t.add(name)
		}()
	}
}

// All starts it.
func All() {
	all(
		&both{seen: map[string]int{}, missed: map[string]int{}, last: map[string]string{}},
		&middle{second: map[string]int{}},
		&tagged{b: map[string]int{}},
	)
}
