package url

import "sync"

// URL has attributes.
type URL struct {
	mu         sync.RWMutex
	attributes map[string]string
}

// Option changes a URL that is being made.
type Option func(*URL)

// WithAttribute sets one; whoever applies it to a URL that others have does so without the lock.
func WithAttribute(key, value string) Option {
	return func(u *URL) {
		u.attributes[key] = value // want map/inconsistent-guard:low "u.attributes"
	}
}

// New makes a URL.
func New(options ...Option) *URL {
	u := &URL{attributes: map[string]string{}}
	for _, option := range options {
		option(u)
	}
	return u
}

// Get reads under the lock.
func (u *URL) Get(key string) string {
	u.mu.RLock()
	defer u.mu.RUnlock()
	return u.attributes[key]
}

// Set writes under the lock.
func (u *URL) Set(key, value string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.attributes[key] = value
}
