package trip

import "golint.test/pairs"

// Request belongs to whoever made it.
type Request struct{ header map[string]string }

// Set is for its owner.
func (r *Request) Set(key, value string) {
	r.header[key] = value // want map/concurrent-access:low "header"
}

// Transport reads requests of others in a goroutine.
type Transport struct{}

// Send does not wait.
func (Transport) Send(r *Request, host chan<- string) {
	go func() { host <- r.header["Host"] }()
}

func Run() {
	r := &Request{header: map[string]string{}}
	pairs.Of(func() {
		host := make(chan string, 1)
		Transport{}.Send(r, host)
		r.Set("Host", "a")
		<-host
	})
}
