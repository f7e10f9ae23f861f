package told

// Late writes again after it has told the other side.
func Late() int {
	found := map[string]int{}
	half, done := make(chan bool), make(chan bool)
	go func() {
		found["a"] = 1
		half <- true
		found["b"] = 2 // want map/concurrent-access:high "map `found` is written here"
		close(done)
	}()
	<-half
	n := len(found)
	<-done
	return n
}

// Feed goes on with the next one while the other side still has the last.
func Feed(names []string) {
	found := map[string]int{}
	work, done := make(chan string, 3), make(chan bool)
	go func() {
		for name := range work {
			found[name]++ // want map/concurrent-access:high "map `found` is written here"
		}
		close(done)
	}()
	for _, name := range names {
		found["all"]++
		work <- name
	}
	close(work)
	<-done
}

// Wide has room for two: nobody waits for anybody.
func Wide() {
	found := map[string]int{}
	next, done := make(chan bool, 2), make(chan bool)
	go func() {
		next <- true
		found["a"] = 1 // want map/concurrent-access:high "map `found` is written here"
		close(done)
	}()
	found["b"] = 2
	<-next
	<-done
}

func Run() {
	for range 50 {
		Late()
		Feed([]string{"a", "b", "c", "d", "e", "f"})
		Wide()
	}
}
