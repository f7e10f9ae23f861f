package main

import "fmt"

type state int

const (
	start state = iota
	word
	space
	done
)

func count(text string) (words, letters int) {
	s := start
	i := 0
loop:
	for {
		switch s {
		case start, space:
			if i == len(text) {
				s = done
				continue loop
			}
			if text[i] != ' ' {
				words++
				s = word
				continue
			}
			s = space
			i++
		case word:
			if i == len(text) || text[i] == ' ' {
				s = space
				continue
			}
			letters++
			i++
		case done:
			break loop
		}
	}
	return
}

func main() {
	for _, text := range []string{"", "  ", "one", " two  words ", "a b c"} {
		words, letters := count(text)
		fmt.Println(words, letters)
	}
}
