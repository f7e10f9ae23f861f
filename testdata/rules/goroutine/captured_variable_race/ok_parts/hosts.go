package hosts

import "sync"

type Host struct {
	Name string
	IPs  [2]string
	seen int
}

func look(name *string) int { return len(*name) }

// Names has a variable for each turn of the loop.
func Names(hosts []Host, visit func(string)) {
	var wg sync.WaitGroup
	for _, host := range hosts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			visit(host.Name)
			visit(host.IPs[look(&host.Name)%2])
		}()
	}
	wg.Wait()
}

// Parts writes fields that the goroutine does not read, and the whole variable when the goroutine has ended.
func Parts(visit func(string)) Host {
	var host Host
	host = Host{Name: "a"}
	done := make(chan bool)
	go func() {
		visit(host.Name)
		visit(host.IPs[1])
		done <- true // mutant:
	}()
	host.seen++
	<-done // mutant: _ = done
	host = Host{}
	return host
}

func Run() {
	Names([]Host{{Name: "a"}, {Name: "b"}}, func(string) {})
	Parts(func(string) {})
}
