package linker

import (
	"sync"
	"testing"
)

type Linker struct {
	units []*Unit
}

type Unit struct {
	addrs map[string]int
}

func New(n int) *Linker {
	l := &Linker{}
	for range n {
		l.units = append(l.units, &Unit{addrs: map[string]int{}})
	}
	return l
}

func TestLink(t *testing.T) {
	for range 4 {
		l := New(3)
		l.assign()
		if l.write() != 3 {
			t.Fail()
		}
	}
}

// assign has ended its goroutines when it returns.
func (l *Linker) assign() {
	var wg sync.WaitGroup
	for _, u := range l.units {
		wg.Add(1)
		go func(u *Unit) {
			defer wg.Done()
			u.addrs["main"] = 1
		}(u)
	}
	wg.Wait() // mutant:
}

func (l *Linker) write() int {
	var wg sync.WaitGroup
	sums := make([]int, len(l.units))
	defer wg.Wait()
	for i := range l.units {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sums[i] = l.units[i].addrs["main"]
		}()
	}
	return len(sums)
}
