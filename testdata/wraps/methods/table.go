package p

// table counts.
type table map[string]int

// add adds to the element.
func (t table) add(k string, n int) {
	if n > 0 {
		t[k] += n
	}
}

func (t table) has(k string) bool {
	_, ok := t[k]
	return ok
}

func (table) name() string { return "table" }

// total is the sum.
func (t table) total() (n int) {
	for _, v := range t {
		n += v
	}
	t.note()
	return n + len(t.name())
}

func (t table) note() {
	t["note"] = len(t)
}
