package progress

import "time"

// Job marks the phases of a job; the clean-up marks its own end whenever it comes to it.
func Job(phases []string) {
	finished := map[string]bool{}
	go func() {
		finished["cleanup"] = true // want map/concurrent-access:high "finished"
	}()
	for _, phase := range phases {
		finished[phase] = true
	}
	time.Sleep(5 * time.Millisecond)
}

func Run() { Job([]string{"fetch", "build"}) }
