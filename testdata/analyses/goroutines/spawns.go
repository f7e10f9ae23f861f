// Package goroutines says on its lines what starts there, and what may run beside a map operation.
package goroutines

import (
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

type store struct {
	items map[string]int
	wg    sync.WaitGroup
	done  chan struct{}
}

func (s *store) fill() {
	s.items["a"] = 1
}

func (s *store) fillAndSay() {
	defer s.wg.Done()
	s.items["a"] = 1
}

func literal(s *store) {
	s.items["a"] = 1 // want ordered
	go func() {      // want spawn:"go"
		s.items["b"] = 1
	}()
	s.items["c"] = 1 // want beside
}

func method(s *store) {
	go s.fill()      // want spawn:"go"
	_ = s.items["a"] // want beside
}

func methodValue(s *store) {
	run := s.fill
	go run()         // want spawn:"go"
	_ = s.items["a"] // want beside
}

func function(s *store) {
	go fill(s)       // want spawn:"go"
	_ = s.items["a"] // want beside
}

func fill(s *store) { s.fill() }

type filler interface{ fillUp() }

func (s *store) fillUp() { s.items["a"] = 1 }

func throughInterface(f filler) {
	go f.fillUp() // want spawn:"go"
}

func manyInLoop(s *store, n int) {
	for i := 0; i < n; i++ {
		go s.fill() // want spawn:"go many"
	}
}

func onceBeforeReturn(s *store, all []string) {
	for _, one := range all {
		if one == "" {
			go s.fill() // want spawn:"go"
			return
		}
	}
}

func group(s *store) {
	var g errgroup.Group
	g.Go(func() error { // want spawn:"go"
		s.items["a"] = 1
		return nil
	})
	_ = s.items["a"] // want beside
	_ = g.Wait()
	_ = s.items["b"] // want ordered
}

func waitGroupGo(s *store) {
	for range 3 {
		s.wg.Go(s.fill) // want spawn:"go many"
	}
	_ = s.items["a"] // want beside
	s.wg.Wait()
	_ = s.items["b"] // want ordered
}

func timer(s *store) {
	time.AfterFunc(time.Second, func() { // want spawn:"callback"
		s.items["a"] = 1
	})
	_ = s.items["a"] // want beside
}

func handler(s *store) {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { // want spawn:"handler"
		s.items["a"] = 1
	})
}

func start(run func()) {
	go run()
}

func startInLiteral(run func()) {
	go func() {
		defer println("ended")
		run()
	}()
}

func startMany(run func()) {
	for range 4 {
		start(run)
	}
}

func (s *store) startMethod(run func()) { startInLiteral(run) }

func wrappers(s *store) {
	start(func() { s.items["a"] = 1 }) // want spawn:"go"
	startInLiteral(s.fill)             // want spawn:"go"
	startMany(s.fill)                  // want spawn:"go many"
	s.startMethod(func() { s.fill() }) // want spawn:"go"
	_ = s.items["a"]                   // want beside
}

func notStarted(run func()) { run() }

func justCalls(s *store) {
	notStarted(func() { s.items["a"] = 1 }) // want spawn:"" calls:""
	s.fill()                                // want spawn:"" calls:""
}

func startsInside(s *store) {
	method(s)
	_ = s.items["a"] // want beside
}
