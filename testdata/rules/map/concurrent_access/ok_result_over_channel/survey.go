package survey

// Survey takes each answer's map over when the goroutine has sent it, its last act.
func Survey(sites []string, visit func(string) int) map[string]int {
	answers := make(chan map[string]int)
	for _, site := range sites {
		go func() {
			answer := map[string]int{}
			answer[site] = visit(site)
			answers <- answer
			// mutant: answer["late"] = 1
		}()
	}
	all := map[string]int{}
	for range sites {
		for site, n := range <-answers {
			all[site] += n
		}
	}
	return all
}

func Run() { Survey([]string{"a", "b", "c"}, func(s string) int { return len(s) }) }
