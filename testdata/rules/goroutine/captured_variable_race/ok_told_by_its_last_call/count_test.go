package count

import (
	"sync"
	"testing"
)

func count(n int, even, odd *int, lock *sync.Mutex, wg *sync.WaitGroup) {
	lock.Lock()
	defer lock.Unlock()
	if n%2 == 0 {
		*even++
	} else {
		*odd++
	}
	wg.Done()
}

func TestCount(t *testing.T) {
	var lock sync.Mutex
	var wg sync.WaitGroup
	even, odd := 0, 0
	for range 3 {
		for n := range 5 {
			wg.Add(1)
			go func() {
				count(n, &even, &odd, &lock, &wg)
			}()
		}
		wg.Wait()
		if even != 3 || odd != 2 {
			t.Fatal(even, odd)
		}
		even -= 3
		odd -= 2
	}
}
