package hub

import (
	"sync"
	"time"

	"golint.test/pairs"
)

type hub struct {
	seen  map[int]bool
	late  map[int]bool
	asked map[int]bool
}

func (h *hub) fill() {
	h.seen[1] = true // want map/concurrent-access:high "map `h.seen` is written here while `Fill`"
}

func (h *hub) expire() {
	h.late[1] = true // want map/concurrent-access:medium "map `h.late` is written here while .*`Expire`"
}

func (h *hub) ask() {
	h.asked[1] = true // want map/concurrent-access:high "map `h.asked` is written here while `Ask`"
}

// Fill writes beside the method of its object that it lets a group start.
func Fill() {
	h := &hub{seen: map[int]bool{}}
	var group sync.WaitGroup
	group.Go(h.fill)
	h.seen[2] = true
	group.Wait()
}

// Expire writes when its timer runs.
func Expire() {
	h := &hub{late: map[int]bool{}}
	time.AfterFunc(time.Microsecond, h.expire)
	time.Sleep(100 * time.Microsecond)
	h.late[2] = true
}

// Ask passes the method on to a function that starts it.
func Ask() {
	h := &hub{asked: map[int]bool{}}
	start(h.ask)
	time.Sleep(10 * time.Microsecond)
	h.asked[2] = true
}

func start(f func()) { go f() }

func Run() { pairs.Of(Fill, Expire, Ask) }
