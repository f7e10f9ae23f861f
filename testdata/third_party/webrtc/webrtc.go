// Package webrtc stands in for the library: it calls what it was given once after the other, and last with nothing.
package webrtc

// ICECandidate is a way to reach a peer.
type ICECandidate struct{ Address string }

// PeerConnection looks for such ways.
type PeerConnection struct {
	found func(*ICECandidate)
}

// OnICECandidate says what to do with each.
func (c *PeerConnection) OnICECandidate(f func(*ICECandidate)) { c.found = f }

// Gather looks for them.
func (c *PeerConnection) Gather() {
	go func() {
		for _, address := range []string{"a", "b", "c"} {
			c.found(&ICECandidate{address})
		}
		c.found(nil)
	}()
}
