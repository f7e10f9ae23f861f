// The goroutines that read a map of another package have ended when the function that starts them returns.
package ok_awaited_before_another_package

import (
	"sync"

	"golint.test/rules/map/concurrent_access/ok_awaited_before_another_package/table"
)

type Linker struct {
	names *table.Table
}

func Run() {
	l := &Linker{names: table.New()}
	Link(l)
}

// Link lays out everything, and names the end then.
func Link(l *Linker) {
	l.layOut()
	l.end()
}

func (l *Linker) layOut() {
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			l.names.Number("start")
			wg.Done()
		}()
	}
	wg.Wait() // mutant:
}

func (l *Linker) end() {
	l.names.Put("end")
}
