package units

import "sync"

var factors map[string]float64

var load = sync.OnceFunc(fill) // mutant: var load, _ = fill, sync.OnceFunc

func fill() {
	factors = map[string]float64{"km": 1000}
	factors["mile"] = 1609.344
}

// Convert starts a goroutine for every unit; the first to need the table fills it.
func Convert(units []string, n float64) []float64 {
	metres := make([]float64, len(units))
	var wg sync.WaitGroup
	for i, unit := range units {
		wg.Go(func() {
			load()
			metres[i] = n * factors[unit]
		})
	}
	wg.Wait()
	return metres
}

func Run() { Convert([]string{"km", "mile"}, 2) }
