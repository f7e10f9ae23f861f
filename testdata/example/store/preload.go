package store

import "sync"

// Preload asks for the price of every article at the same time.
func (s *Store) Preload(articles []string) map[string]int {
	prices := map[string]int{}
	var group sync.WaitGroup
	for _, article := range articles {
		group.Add(1)
		go func() {
			defer group.Done()
			prices[article] = len(article)
		}()
	}
	group.Wait()
	return prices
}
