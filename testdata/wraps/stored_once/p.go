package p

import (
	"errors"
	"fmt"
)

var errTaken = errors.New("taken")

type seat struct{ who string }

type hall struct {
	seats  map[int64]*seat
	names  map[string]string
	other  map[string]string
	queued map[string]any
	closed bool
	log    []string
}

// A way out before the store.
func (h *hall) take(n int64, who string) error {
	if h.closed {
		return errTaken
	}
	if _, taken := h.seats[n]; taken {
		return errTaken
	}
	h.seats[n] = &seat{who}

	return nil
}

// The test is a statement of its own.
func (h *hall) alias(name, real string) (string, error) {
	old, ok := h.names[name]
	if ok {
		h.say(old)
		return old, errTaken
	}
	h.names[name] = real
	return real, nil
}

// The element that was not there is used: another look.
func (h *hall) again(name, real string) (string, error) {
	old, ok := h.other[name]
	if ok {
		return old, errTaken
	}
	h.other[name] = real
	return old + real, nil
}

// A round of a loop.
func (h *hall) queue(all ...string) (n int) {
	for _, one := range all {
		if _, ok := h.queued[one]; ok {
			continue
		}
		h.queued[one] = len(one)
		n++
	}
	return n
}

func (h *hall) say(what ...any) { h.log = append(h.log, fmt.Sprint(what...)) }

func (h *hall) loop() {
	for {
		h.seats[0] = nil
		h.names["x"] = ""
		h.other["x"] = ""
		h.queued["y"] = nil
	}
}

func (h *hall) start() { go h.loop() }

func newHall() *hall {
	return &hall{seats: map[int64]*seat{}, names: map[string]string{}, other: map[string]string{}, queued: map[string]any{}}
}

func Run() []string {
	h := newHall()
	if h.closed {
		h.start()
	}
	h.say(h.take(1, "a"), h.take(1, "b"), h.take(2, "c"))
	h.say(h.seats[1].who, len(h.seats))
	h.say(h.alias("a", "b"))
	h.say(h.alias("a", "c"))
	h.say(h.names["a"])
	h.say(h.again("a", "b"))
	h.say(h.again("a", "c"))
	h.say(h.queue("a", "bb", "a"), h.queue("bb", "c"), h.queued["bb"])
	h.closed = true
	h.say(h.take(3, "d"))
	return h.log
}
