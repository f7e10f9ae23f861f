// Package countedbygo calls Done where Go calls it already.
package countedbygo

import "sync"

// Run calls one of them.
func Run() {
	defer func() { _ = recover() }()
	var b broker
	b.start()
	b.topics.Wait()
}

func fetch(names []string, visit func(string)) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			defer wg.Done() // want goroutine/waitgroup-misuse:high "`wg.Go` calls `Done` when this function returns"
			visit(name)
		})
	}
	wg.Wait()
}

func mixed(names []string, visit func(string)) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		visit("first")
	}()
	for _, name := range names {
		wg.Go(func() {
			visit(name)
			wg.Done() // want goroutine/waitgroup-misuse:high "lets the count fall below zero"
		})
	}
	wg.Wait()
}

type broker struct {
	topics sync.WaitGroup
}

func (b *broker) start() {
	b.topics.Go(b.deliver)
}

func (b *broker) deliver() {
	defer b.topics.Done() // want goroutine/waitgroup-misuse:high "`b.topics.Go` calls `Done`"
}

// Keep tells the linters of Go that these are used.
var Keep = []any{fetch, mixed}
