package rounds

import "time"

// Early says how many goroutines went on before they were told to.
func Early(rounds int) int {
	early := 0
	for size := range rounds {
		told := make(chan int, size)
		went := false
		go func() {
			<-told // mutant:
			went = true
		}()
		time.Sleep(time.Millisecond)
		if went {
			early++
		}
		told <- 1 // mutant: _ = told
	}
	return early
}
