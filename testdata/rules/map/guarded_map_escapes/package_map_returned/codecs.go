package codecs

import "sync"

var (
	mu     sync.RWMutex
	codecs = map[string]func([]byte) []byte{}
)

func Register(name string, f func([]byte) []byte) {
	mu.Lock()
	defer mu.Unlock()
	codecs[name] = f
}

// Codecs returns the registry itself.
func Codecs() map[string]func([]byte) []byte {
	mu.RLock()
	defer mu.RUnlock()
	return codecs // want map/guarded-map-escapes "codecs"
}
