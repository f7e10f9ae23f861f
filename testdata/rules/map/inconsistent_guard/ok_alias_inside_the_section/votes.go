package votes

import "sync"

type Poll struct {
	mu    sync.Mutex
	votes map[string]map[string]int
}

func New() *Poll {
	return &Poll{votes: map[string]map[string]int{}}
}

func (p *Poll) Vote(question, answer string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	votes := p.votes
	answers, ok := votes[question]
	if !ok {
		answers = map[string]int{}
		votes[question] = answers
	}
	answers[answer]++
}

func (p *Poll) Winner(question string) (winner string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	answers := p.votes[question]
	for answer, n := range answers {
		if n > answers[winner] {
			winner = answer
		}
	}
	return winner
}

func (p *Poll) Reset() {
	p.mu.Lock()
	m := p.votes
	clear(m)
	p.mu.Unlock()
}
