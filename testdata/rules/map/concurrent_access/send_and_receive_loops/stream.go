package stream

type message struct {
	watch    int
	progress bool
}

// stream has two loops and no lock.
type stream struct {
	in, out  chan message
	progress map[int]bool
}

func (s *stream) sendLoop() {
	for m := range s.out {
		if m.progress {
			s.progress[m.watch] = false // want map/concurrent-access:high "progress"
		}
	}
}

func (s *stream) recvLoop() {
	for m := range s.in {
		if _, ok := s.progress[m.watch]; !ok {
			s.out <- m
		}
	}
	close(s.out)
}

// Serve runs both loops of one stream.
func Serve(in chan message) {
	s := &stream{in: in, out: make(chan message, 1), progress: map[int]bool{}}
	go s.sendLoop()
	s.recvLoop()
}

func Run() {
	in := make(chan message, 3)
	in <- message{watch: 1, progress: true}
	in <- message{watch: 2, progress: true}
	in <- message{watch: 3, progress: true}
	close(in)
	Serve(in)
}
