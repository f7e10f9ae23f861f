package feed

import (
	"net/http"
	"sync"
)

// Feed gives its lock back before it waits.
type Feed struct {
	mu    sync.Mutex
	cond  *sync.Cond
	queue chan string
	last  chan string
	text  string
}

// New has a buffer.
func New() *Feed {
	f := &Feed{}
	f.queue = make(chan string, 8)
	f.last = make(chan string)
	f.cond = sync.NewCond(&f.mu)
	return f
}

// Put sends to a buffer.
func (f *Feed) Put(text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.queue <- text
}

// Offer goes on if nobody reads.
func (f *Feed) Offer(text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	select {
	case f.last <- text:
	default:
	}
}

// Wait gives the lock back while it waits.
func (f *Feed) Wait() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.text == "" {
		f.cond.Wait()
	}
}

// Refresh waits first.
func (f *Feed) Refresh(url string) {
	response, err := http.Get(url)
	if err != nil {
		return
	}
	f.mu.Lock()
	f.text = response.Status
	f.mu.Unlock()
	f.last <- f.text
}

// Start holds the lock only here.
func (f *Feed) Start() {
	f.mu.Lock()
	defer f.mu.Unlock()
	go func() { f.last <- "started" }()
}

// Pause gives the lock of its caller back for a while.
func (f *Feed) Pause() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.unlockAndWait()
}

func (f *Feed) unlockAndWait() {
	f.mu.Unlock()
	f.text = <-f.last
	f.mu.Lock()
}
