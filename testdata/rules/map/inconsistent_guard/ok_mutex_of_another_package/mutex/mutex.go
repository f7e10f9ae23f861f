// Package mutex has the mutex that is used everywhere, so that it can be exchanged.
package mutex

import "sync"

type RWMutex struct {
	sync.RWMutex
}
