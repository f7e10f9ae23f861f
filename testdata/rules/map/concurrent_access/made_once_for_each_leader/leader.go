package leader

import (
	"golint.test/pairs"
	"golint.test/rules/map/concurrent_access/made_once_for_each_leader/plan"
)

// Leader has one plan, and runs it each time that it begins to lead; the run before may not have ended yet.
type Leader struct {
	plan *plan.Plan
}

func (l *Leader) Follow(events <-chan bool, work <-chan string) {
	for leads := range events {
		if leads {
			l.lead(work)
		}
	}
}

func (l *Leader) lead(work <-chan string) {
	go func(p *plan.Plan) {
		p.Run(work)
	}(l.plan)
}

func Run() {
	l := &Leader{plan: plan.New()}
	var works []chan string
	for range 2 {
		events, work := make(chan bool), make(chan string)
		works = append(works, work)
		go l.Follow(events, work)
		events <- true
		close(events)
	}
	pairs.Of(func() { works[0] <- "a" }, func() { works[1] <- "a" })
	close(works[0])
	close(works[1])
}
