// Package table numbers names, for one goroutine.
package table

type Table struct {
	numbers map[string]int
}

func New() *Table { return &Table{numbers: map[string]int{}} }

func (t *Table) Number(name string) int { return t.numbers[name] }

func (t *Table) Put(name string) {
	t.numbers[name] = len(t.numbers)
}
