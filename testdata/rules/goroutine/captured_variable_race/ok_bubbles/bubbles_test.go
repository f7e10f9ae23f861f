package bubbles

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestBubbles counts in two bubbles, each of which has ended when the test goes on.
func TestBubbles(t *testing.T) {
	count := 0
	synctest.Test(t, func(t *testing.T) { // mutant: go func() {
		go func() {
			count++
		}()
	}) // mutant: }()
	synctest.Test(t, func(t *testing.T) {
		time.AfterFunc(time.Second, func() { count++ })
		time.Sleep(time.Minute)
	})
	if count != 2 {
		t.Log("count", count)
	}
	time.Sleep(20 * time.Millisecond) // whoever was not waited for ends here
}
