package settings

import "time"

// Serve starts the reader before the last setting is in.
func Serve(requests <-chan string) map[string]string {
	settings := map[string]string{"addr": ":80"}
	settings["root"] = "/srv"
	go func() {
		for name := range requests {
			_ = settings[name]
		}
	}()
	settings["tls"] = "off" // want map/concurrent-access:high "settings"
	return settings
}

func Run() {
	requests := make(chan string, 1)
	requests <- "addr"
	close(requests)
	Serve(requests)
	time.Sleep(5 * time.Millisecond)
}
