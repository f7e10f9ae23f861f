package main

import "fmt"

func val(s string, c chan int) chan int { fmt.Print(s, " "); return c }
func num(s string, n int) int           { fmt.Print(s, " "); return n }

func main() {
	a, b := make(chan int, 1), make(chan int, 1)
	select {
	case v := <-a:
		fmt.Println("a", v)
	default:
		fmt.Println("none")
	}
	a <- 1
	select {
	case v := <-val("a", a):
		fmt.Println("got", v)
	case val("b", nil) <- num("n", 3):
		fmt.Println("sent")
	}
	select {
	case <-a:
		fmt.Println("a")
	case b <- 5:
		fmt.Println("sent b")
	}
	var x [2]int
	var ok bool
	close(a)
	select {
	case x[num("i", 1)], ok = <-a:
		fmt.Println(x, ok)
	case x[num("j", 0)] = <-make(chan int):
	}
	select {
	case x[0], ok = <-b:
		fmt.Println(x, ok)
	}
	done := make(chan bool)
	go func() {
		for i := 0; i < 3; i++ {
			b <- i
		}
		close(done)
	}()
	n := 0
loop:
	for {
		select {
		case v := <-b:
			n += v
			if v == 1 {
				continue loop
			}
		case <-done:
			break loop
		}
	}
	fmt.Println(n)
	select {
	case v, ok := <-done:
		fmt.Println(v, ok)
		if !ok {
			break
		}
		fmt.Println("no")
	}
	var nilc chan int
	select {
	case <-nilc:
	case nilc <- 1:
	default:
		fmt.Println("default")
	}
	y := 1
	select {
	default:
		y = 2
	}
	fmt.Println(y)
}
