package cases

type step struct {
	name string
	run  func()
}

func all(set func(), steps []step) {
	for _, one := range steps {
		set()
		one.run()
	}
}

// Try sets a variable before each step; a step waits for what it starts.
func Try(news func() int) {
	var now int
	all(func() { now = news() }, []step{{
		name: "waits",
		run: func() {
			done := make(chan int, 1)
			go func() {
				if now < 0 {
					done <- 0
					return
				}
				done <- now
			}()
			<-done // mutant:
		},
	}, {
		name: "looks",
		run:  func() { use(now) },
	}})
}

func use(int) {}

func Run() { Try(func() int { return 1 }) }
