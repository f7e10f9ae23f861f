package units

import "sync"

var (
	once  sync.Once
	table map[string]float64
)

func load() {
	table = map[string]float64{}
	table["km"] = 1000
	table["mile"] = 1609.344
}

// Metres fills the table on first use; sync.Once orders that before every read.
func Metres(unit string, n float64) float64 {
	once.Do(load) // mutant: load()
	return n * table[unit]
}

func Known(unit string) bool {
	once.Do(load) // mutant: load()
	_, ok := table[unit]
	return ok
}
