package poll

// Each changes the address while the goroutines read it.
func Each(hosts []string, visit func(string)) {
	var host string
	done := make(chan bool, len(hosts))
	for _, host = range hosts {
		go func() {
			visit(host) // want goroutine/captured-variable-race:high "`host` is read in this goroutine while the function around writes it"
			done <- true
		}()
	}
	for range hosts {
		<-done
	}
}

func Run() { Each([]string{"a", "b", "c"}, func(string) {}) }
