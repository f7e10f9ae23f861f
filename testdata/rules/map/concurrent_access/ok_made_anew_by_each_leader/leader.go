package leader

import "golint.test/rules/map/concurrent_access/ok_made_anew_by_each_leader/plan"

// Leader makes a plan each time that it begins to lead; the one before may not have ended yet.
type Leader struct {
	plan *plan.Plan
}

func (l *Leader) Follow(events <-chan bool, work <-chan string) {
	for leads := range events {
		if leads {
			l.lead(work)
		} else {
			l.plan = nil
		}
	}
}

func (l *Leader) lead(work <-chan string) {
	l.plan = plan.New() // mutant: if l.plan == nil { l.plan = plan.New() }
	go func(p *plan.Plan) {
		p.Run(work)
	}(l.plan)
}

func Run() {
	l := &Leader{}
	events, work := make(chan bool), make(chan string)
	go l.Follow(events, work)
	for range 4 {
		events <- true
	}
	for range 200 {
		work <- "a"
	}
	close(events)
	close(work)
}
