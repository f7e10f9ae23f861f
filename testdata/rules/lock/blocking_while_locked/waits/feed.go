package feed

import (
	"net/http"
	"sync"
	"time"
)

// Feed has readers.
type Feed struct {
	mu    sync.Mutex
	last  chan string
	ready chan struct{}
	wg    sync.WaitGroup
	text  string
}

// Publish waits for a reader.
func (f *Feed) Publish(text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.last <- text // want lock/blocking-while-locked:medium "`f.mu` is held across a send on `Feed.last`"
}

// Last waits for a writer or the end.
func (f *Feed) Last() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	select { // want lock/blocking-while-locked:medium "`f.mu` is held across a select without a default clause"
	case text := <-f.last:
		return text
	case <-f.ready:
		return ""
	}
}

// Close waits for everybody.
func (f *Feed) Close() {
	f.mu.Lock()
	f.wg.Wait()             // want lock/blocking-while-locked:medium "a wait for goroutines"
	time.Sleep(time.Second) // want lock/blocking-while-locked:medium "a sleep"
	f.mu.Unlock()
}

// Refresh calls what waits.
func (f *Feed) Refresh(url string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fetch(url) // want lock/blocking-while-locked:medium "`f.mu` is held across network traffic in `\(\*Feed\).fetch`"
}

func (f *Feed) fetch(url string) {
	if response, err := http.Get(url); err == nil {
		f.text = response.Status
	}
}
