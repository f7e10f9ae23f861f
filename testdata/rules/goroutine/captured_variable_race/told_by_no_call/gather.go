package gather

import (
	"time"

	"github.com/pion/webrtc"
)

// Of gathers the addresses that come in time.
func Of(connection *webrtc.PeerConnection) []string {
	var addresses []string
	done := make(chan struct{})
	connection.OnICECandidate(func(candidate *webrtc.ICECandidate) {
		if candidate == nil {
			return
		}
		addresses = append(addresses, candidate.Address) // want goroutine/captured-variable-race:high "addresses"
	})
	connection.Gather()
	time.AfterFunc(time.Millisecond, func() { close(done) })
	<-done
	return append(addresses, "nobody")
}

// Elsewhere starts what it is given.
func Elsewhere(f func()) { go f() }

func Run() {
	Of(&webrtc.PeerConnection{})
}
