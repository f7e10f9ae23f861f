package relay

import "time"

// Serve forgets whom it answers after each pause, and starts the next goroutine while the last one may be there.
func Serve(asked <-chan string, send func(to string)) {
	var first *string
	for from := range asked {
		if from == "" {
			first = nil
			continue
		}
		if first == nil {
			first = &from
			go func() {
				for range 3 {
					if first != nil { // want goroutine/captured-variable-race:high "`first` is read"
						send(*first)
					}
					time.Sleep(time.Millisecond)
				}
			}()
		}
		time.Sleep(time.Millisecond)
	}
}

// Forgets is the same, where a literal forgets.
func Forgets(asked <-chan string, send func(to string)) {
	var first *string
	forget := func() { first = nil }
	for from := range asked {
		if from == "" {
			forget()
			continue
		}
		if first == nil {
			first = &from
			go func() {
				for range 3 {
					if first != nil { // want goroutine/captured-variable-race:high "`first` is read" goroutine/captured-variable-race:high "`first` is read"
						send(*first)
					}
					time.Sleep(time.Millisecond)
				}
			}()
		}
		time.Sleep(time.Millisecond)
	}
}

// Late sets the variable when the goroutine is there.
func Late(asked <-chan string, send func(to string)) {
	var first *string
	for from := range asked {
		if first == nil {
			go func() {
				for range 3 {
					if first != nil { // want goroutine/captured-variable-race:high "`first` is read"
						send(*first)
					}
					time.Sleep(time.Millisecond)
				}
			}()
			first = &from
		}
		time.Sleep(time.Millisecond)
	}
}

// Another goes over to whoever asks later.
func Another(asked <-chan string, send func(to string)) {
	var first *string
	for from := range asked {
		if first == nil {
			first = &from
			go func() {
				for range 3 {
					send(*first) // want goroutine/captured-variable-race:high "`first` is read"
					time.Sleep(time.Millisecond)
				}
			}()
		} else {
			first = &from
		}
		time.Sleep(time.Millisecond)
	}
}

func Run() {
	for _, serve := range []func(<-chan string, func(string)){Serve, Forgets, Late, Another} {
		asked := make(chan string, 3)
		for _, from := range []string{"a", "", "b"} {
			asked <- from
		}
		close(asked)
		serve(asked, func(string) {})
		time.Sleep(5 * time.Millisecond)
	}
}
