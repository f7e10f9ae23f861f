package leader

import "sync"

// Scheduler is run by one goroutine.
type Scheduler struct {
	tasks map[string]int
	added chan string
	done  chan struct{}
	stop  chan struct{}
}

func newScheduler() *Scheduler {
	return &Scheduler{
		tasks: map[string]int{},
		added: make(chan string),
		done:  make(chan struct{}),
		stop:  make(chan struct{}),
	}
}

// Run works until it is stopped.
func (s *Scheduler) Run() {
	s.tasks["begun"] = 1
	for {
		select {
		case name := <-s.added:
			s.tasks[name]++
		case <-s.stop:
			delete(s.tasks, "begun")
			close(s.done)
			return
		}
	}
}

// Manager makes a new scheduler each time that it becomes the leader.
type Manager struct {
	mu        sync.Mutex
	scheduler *Scheduler
	stopped   []*Scheduler
	leads     chan bool
}

func New(leads chan bool) *Manager {
	return &Manager{leads: leads, scheduler: newScheduler()}
}

// Start follows the elections.
func (m *Manager) Start() { go m.loop() }

func (m *Manager) loop() {
	for leads := range m.leads {
		m.mu.Lock()
		if leads {
			m.lead()
		} else {
			m.follow()
		}
		m.mu.Unlock()
	}
}

func (m *Manager) lead() {
	m.scheduler = newScheduler() // mutant:
	go func(s *Scheduler) {
		s.Run()
	}(m.scheduler)
}

func (m *Manager) follow() {
	m.stopped = append(m.stopped, m.scheduler)
	close(m.scheduler.stop)
}
