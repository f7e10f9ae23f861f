package waits

import (
	"testing"
	"testing/synctest"
)

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := false
		more := make(chan struct{})
		go func() {
			done = true
			<-more
			done = false
		}()
		synctest.Wait() // mutant:
		if !done {
			t.Error("not done")
		}
		close(more)
		synctest.Wait()
		if done {
			t.Error("still done")
		}
	})
}
