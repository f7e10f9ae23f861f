package table

import "sync"

type Table struct {
	sync.Once
	rows map[string]int
}

var (
	fillAliases sync.Once
	aliases     = map[string]string{}
	units       map[string]int
	fillUnits   = sync.OnceFunc(func() {
		units = map[string]int{}
		units["km"] = 1000 // mutant: units["km"]++
	})
)

func (t *Table) Row(name string) int {
	t.Once.Do(func() { // mutant: func() {
		t.rows = map[string]int{}
		t.rows["a"] = 1
	}) // mutant: }()
	return t.rows[name]
}

func readAliases() { aliases["kilometre"] = "km" }

// Metres is called by many goroutines.
func Metres(unit string) int {
	fillAliases.Do(readAliases)
	fillUnits()
	return units[aliases[unit]]
}

func All(t *Table, names []string) int {
	var (
		group sync.WaitGroup
		mu    sync.Mutex
		sum   int
	)
	for _, name := range names {
		group.Add(1)
		go func() {
			defer group.Done()
			n := t.Row(name) + Metres(name)
			mu.Lock()
			sum += n
			mu.Unlock()
		}()
	}
	group.Wait()
	return sum
}
