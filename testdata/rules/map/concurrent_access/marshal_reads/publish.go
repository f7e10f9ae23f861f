package publish

import (
	"encoding/json"
	"time"
)

// Publish marshals the document on a goroutine and stamps it meanwhile.
func Publish(title string, send func([]byte)) {
	document := map[string]any{"title": title}
	go func() {
		text, err := json.Marshal(document)
		if err == nil {
			send(text)
		}
	}()
	document["at"] = time.Now() // want map/concurrent-access:high "document"
	time.Sleep(5 * time.Millisecond)
}

func Run() { Publish("go", func([]byte) {}) }
