package log

import (
	"sync"

	"golint.test/pairs"
)

// Table is what is known about one request.
type Table struct {
	Core map[string]int
}

// Handler writes the tables of requests that have ended.
type Handler struct {
	ended chan *Table
	wg    sync.WaitGroup
}

// New starts the writer.
func New() *Handler {
	h := &Handler{ended: make(chan *Table, 10)}
	h.wg.Go(func() {
		for table := range h.ended {
			h.write(table)
		}
	})
	return h
}

func (h *Handler) write(table *Table) {
	table.Core["written"] = 1 // want map/concurrent-access:low "table.Core"
}

// Retried is called while a request lasts, with a table that others know, too.
func Retried(find func() *Table) {
	table := find()
	table.Core["retries"]++
}

// End hands the table over.
func (h *Handler) End(table *Table) { h.ended <- table }

func Run() {
	h := New()
	pairs.Of(func() {
		table := &Table{Core: map[string]int{}}
		h.End(table)
		Retried(func() *Table { return table })
	})
}
