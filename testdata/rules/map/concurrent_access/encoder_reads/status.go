package status

import (
	"encoding/json"
	"io"
	"time"
)

// Report encodes the map in the background while it is still being filled.
func Report(w io.Writer, steps []string) {
	status := map[string]string{}
	go func() {
		_ = json.NewEncoder(w).Encode(status)
	}()
	for _, step := range steps {
		status[step] = "done" // want map/concurrent-access:high "status"
	}
	time.Sleep(5 * time.Millisecond)
}

func Run() { Report(io.Discard, []string{"build", "test"}) }
