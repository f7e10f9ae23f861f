package aliases

import (
	"strings"
	"sync"
)

var (
	aliasLock sync.RWMutex
	aliases   = map[string]string{"g": "go"}
)

// Define adds an alias.
func Define(short, long string) {
	aliasLock.Lock()
	defer aliasLock.Unlock()
	aliases[short] = long
}

// Expand resolves an alias, and remembers its lower-case form.
func Expand(short string) string {
	aliasLock.RLock()
	defer aliasLock.RUnlock()
	if long, ok := aliases[short]; ok {
		return long
	}
	lower := strings.ToLower(short)
	if long, ok := aliases[lower]; ok {
		aliases[short] = long // want map/write-under-read-lock "aliases"
		return long
	}
	return short
}
