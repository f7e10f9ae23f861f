package dial

import "golint.test/pairs"

func report(address string, listens chan<- string) {
	listens <- address
}

// Dial asks for any port, and changes what the goroutine looks at when it has told.
func Dial() string {
	address := "127.0.0.1:"
	listens, done := make(chan string), make(chan bool, 1)
	go func() {
		report("127.0.0.1:1", listens)
		done <- address == "" // want goroutine/captured-variable-race:high "address"
	}()
	address = <-listens
	return address
}

func Run() {
	pairs.Of(func() { Dial() })
}
