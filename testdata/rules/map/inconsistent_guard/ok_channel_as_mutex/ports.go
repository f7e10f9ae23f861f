package ports

// Ports hands out port numbers. The one-slot channel is its lock: whoever has put the token in owns the map.
type Ports struct {
	token chan struct{}
	used  map[int]string
}

func New() *Ports {
	return &Ports{token: make(chan struct{}, 1), used: map[int]string{}}
}

func (p *Ports) Take(port int, owner string) bool {
	p.token <- struct{}{}        // mutant:
	defer func() { <-p.token }() // mutant:
	if p.used[port] != "" {
		return false
	}
	p.used[port] = owner
	return true
}

func (p *Ports) Free(port int) {
	p.token <- struct{}{} // mutant:
	delete(p.used, port)
	<-p.token // mutant:
}

func (p *Ports) Owner(port int) string {
	p.token <- struct{}{} // mutant:
	owner := p.used[port]
	<-p.token // mutant:
	return owner
}
