package replies

import (
	"sync"
	"time"
)

var waiting sync.Map

// Deliver hands a reply to whoever waits for it.
func Deliver(id, text string) {
	found, ok := waiting.Load(id)
	if !ok {
		return
	}
	waiting.Delete(id) // want map/syncmap-check-then-act:medium "both load this entry before it is deleted; use LoadAndDelete"
	found.(chan string) <- text
}

type entry struct {
	text  string
	until time.Time
}

// Find forgets what is too old.
func Find(id string) string {
	found, ok := waiting.Load(id)
	if !ok {
		return ""
	}
	one := found.(*entry)
	if one.until.Before(time.Now()) {
		waiting.Delete(id) // want map/syncmap-check-then-act:medium "may have been replaced since the Load.*CompareAndDelete"
		return ""
	}
	return one.text
}
