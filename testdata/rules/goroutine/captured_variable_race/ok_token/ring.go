package ring

import "sync"

// Ring counts in turns: who has received the token may, and passes it on.
func Ring(members, limit int) int {
	n := 0
	chans := make([]chan bool, members)
	for i := range chans {
		chans[i] = make(chan bool, 1)
	}
	var wg sync.WaitGroup
	for i := range members {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				<-chans[i] // mutant:
				next := chans[(i+1)%members]
				if n >= limit {
					next <- true // mutant: close(next)
					return
				}
				n++
				next <- true // mutant: _ = next
			}
		}()
	}
	chans[0] <- true
	wg.Wait()
	return n
}

func Run() { Ring(3, 30) }
