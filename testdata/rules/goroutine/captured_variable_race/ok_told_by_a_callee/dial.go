package dial

import "golint.test/pairs"

// serve tells where it listens, and goes on.
func serve(address string, listens chan<- string, stop <-chan bool) {
	report(address+"1", listens)
	<-stop
}

func report(address string, listens chan<- string) {
	listens <- address
}

// Dial asks for any port, and then for the one that it was told.
func Dial() string {
	address := "127.0.0.1:"
	listens, stop := make(chan string), make(chan bool)
	go func() {
		serve(address, listens, stop)
		stop <- true
	}()
	address = <-listens // mutant: address = "any"; <-listens
	stop <- true
	defer func() { <-stop }()
	return address
}

func Run() {
	pairs.Of(func() { Dial() })
}
