package p

import "fmt"

type series struct {
	count, sum, max int
}

type metrics struct {
	series map[string]series
	kept   map[string]series
	left   map[string]series
	log    []string
}

// One step, in one call of With.
func (m *metrics) observe(name string, v int) {
	s := m.series[name]
	s.count++
	s.sum += v
	if v > s.max { // the largest
		s.max = v
	}
	m.series[name] = s
}

// Refused: what is made of the element is used behind the store.
func (m *metrics) keep(name string, v int) int {
	s := m.kept[name]
	s.sum += v
	m.kept[name] = s
	return s.sum
}

// Refused: there is a way out on the way.
func (m *metrics) leave(name string, v int) {
	s := m.left[name]
	if s.count > 3 {
		return
	}
	s.count += v
	m.left[name] = s
}

func (m *metrics) say(v ...any) { m.log = append(m.log, fmt.Sprint(v...)) }

func (m *metrics) loop() {
	for {
		m.series["x"] = series{}
		m.kept["x"] = series{}
		m.left["x"] = series{}
	}
}

func (m *metrics) start() { go m.loop() }

func newMetrics() *metrics {
	return &metrics{series: map[string]series{}, kept: map[string]series{}, left: map[string]series{}}
}

func Run() []string {
	m := newMetrics()
	if false {
		m.start()
	}
	for i := range 6 {
		m.observe("a", i)
		m.say(m.keep("a", i))
		m.leave("a", i)
	}
	m.say(m.series["a"], m.kept["a"], m.left["a"])
	return m.log
}
