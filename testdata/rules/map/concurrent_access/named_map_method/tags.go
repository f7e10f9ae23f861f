package tags

import "sync"

// Tags is a map with methods.
type Tags map[string]string

func (t Tags) Set(key, value string) {
	t[key] = value
}

// Collect lets every source add its tags.
func Collect(sources []func(Tags)) Tags {
	tags := Tags{}
	var wg sync.WaitGroup
	for i, source := range sources {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i%2 == 0 {
				tags.Set("even", "yes") // want map/concurrent-access:high "tags"
			} else {
				tags.Set("odd", "yes")
			}
			if source != nil {
				source(nil)
			}
		}()
	}
	wg.Wait()
	return tags
}

func Run() { Collect([]func(Tags){nil, nil, nil}) }
