package gather

import "github.com/pion/webrtc"

// Of gathers all addresses: the last call says that there are no more.
func Of(connection *webrtc.PeerConnection) []string {
	var addresses []string
	done := make(chan struct{})
	connection.OnICECandidate(func(candidate *webrtc.ICECandidate) {
		if candidate == nil {
			done <- struct{}{}
			return
		}
		addresses = append(addresses, candidate.Address)
	})
	connection.Gather()
	<-done // mutant: go func() { <-done }()
	return append(addresses, "nobody")
}

// Elsewhere starts what it is given.
func Elsewhere(f func()) { go f() }

func Run() {
	Of(&webrtc.PeerConnection{})
}
