package agent

import "sync"

// Agent starts its workers last.
type Agent struct {
	checks map[string]func() bool
	wg     sync.WaitGroup
}

func Start(names []string) *Agent {
	a := &Agent{}
	a.init(names)
	for range 2 {
		a.wg.Add(1)
		go a.work()
	}
	// mutant: a.checks["late"] = nil
	return a
}

func (a *Agent) init(names []string) {
	a.checks = make(map[string]func() bool)
	for _, name := range names {
		a.checks[name] = func() bool { return true }
	}
}

func (a *Agent) work() {
	defer a.wg.Done()
	for _, check := range a.checks {
		if check != nil {
			check()
		}
	}
}

func (a *Agent) Wait() { a.wg.Wait() }

func Run() { Start([]string{"disk", "net"}).Wait() }
