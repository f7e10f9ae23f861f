// Package prometheus stands in for the library: whoever asks for the metrics calls the functions of the gauges.
package prometheus

import "sync"

// GaugeOpts says what a gauge is called.
type GaugeOpts struct{ Name string }

// GaugeFunc is a gauge that is worked out when somebody looks.
type GaugeFunc interface{ Value() float64 }

type gauge struct {
	GaugeOpts
	value func() float64
}

func (g *gauge) Value() float64 { return g.value() }

var (
	mu     sync.Mutex
	gauges []GaugeFunc
)

// NewGaugeFunc makes a gauge.
func NewGaugeFunc(opts GaugeOpts, value func() float64) GaugeFunc {
	mu.Lock()
	defer mu.Unlock()
	made := &gauge{opts, value}
	gauges = append(gauges, made)
	return made
}

// Gather looks at all gauges, in another goroutine.
func Gather() <-chan float64 {
	mu.Lock()
	found := gauges
	mu.Unlock()
	values := make(chan float64)
	go func() {
		defer close(values)
		for _, one := range found {
			values <- one.Value()
		}
	}()
	return values
}
