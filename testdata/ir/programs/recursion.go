package main

import "fmt"

type Expr interface{ Eval(env map[string]float64) (float64, error) }
type Num float64
type Var string
type Bin struct {
	op   byte
	l, r Expr
}
type Call struct {
	fn   string
	args []Expr
}

func (n Num) Eval(map[string]float64) (float64, error) { return float64(n), nil }
func (v Var) Eval(env map[string]float64) (float64, error) {
	if x, ok := env[string(v)]; ok {
		return x, nil
	}
	return 0, fmt.Errorf("undefined %s", string(v))
}
func (b Bin) Eval(env map[string]float64) (r float64, err error) {
	var x, y float64
	if x, err = b.l.Eval(env); err != nil {
		return
	}
	if y, err = b.r.Eval(env); err != nil {
		return
	}
	switch b.op {
	case '+':
		r = x + y
	case '-':
		r = x - y
	case '*':
		r = x * y
	case '/':
		if y == 0 {
			return 0, fmt.Errorf("divide by zero")
		}
		r = x / y
	default:
		err = fmt.Errorf("bad op %q", rune(b.op))
	}
	return
}
func (c *Call) Eval(env map[string]float64) (float64, error) {
	var vals []float64
	for _, a := range c.args {
		v, err := a.Eval(env)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", c.fn, err)
		}
		vals = append(vals, v)
	}
	switch c.fn {
	case "max":
		m := vals[0]
		for _, v := range vals[1:] {
			m = max(m, v)
		}
		return m, nil
	case "sum":
		s := 0.0
		for i := range vals {
			s += vals[i]
		}
		return s, nil
	}
	return 0, fmt.Errorf("no function %s", c.fn)
}

type parser struct {
	s   string
	pos int
}

func (p *parser) peek() byte {
	for p.pos < len(p.s) && p.s[p.pos] == ' ' {
		p.pos++
	}
	if p.pos < len(p.s) {
		return p.s[p.pos]
	}
	return 0
}

func (p *parser) expr(prec int) Expr {
	l := p.atom()
	for {
		op := p.peek()
		var pr int
		switch op {
		case '+', '-':
			pr = 1
		case '*', '/':
			pr = 2
		}
		if pr == 0 || pr <= prec {
			return l
		}
		p.pos++
		l = Bin{op, l, p.expr(pr)}
	}
}

func (p *parser) atom() Expr {
	switch c := p.peek(); {
	case c == '(':
		p.pos++
		e := p.expr(0)
		if p.peek() == ')' {
			p.pos++
		}
		return e
	case c >= '0' && c <= '9':
		n := 0.0
		for ; p.pos < len(p.s) && p.s[p.pos] >= '0' && p.s[p.pos] <= '9'; p.pos++ {
			n = n*10 + float64(p.s[p.pos]-'0')
		}
		return Num(n)
	default:
		start := p.pos
		for p.pos < len(p.s) && p.s[p.pos] >= 'a' && p.s[p.pos] <= 'z' {
			p.pos++
		}
		name := p.s[start:p.pos]
		if p.peek() == '(' {
			p.pos++
			var args []Expr
			for p.peek() != ')' && p.peek() != 0 {
				args = append(args, p.expr(0))
				if p.peek() == ',' {
					p.pos++
				}
			}
			p.pos++
			return &Call{name, args}
		}
		return Var(name)
	}
}

func ack(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ack(m-1, 1)
	}
	return ack(m-1, ack(m, n-1))
}

func hanoi(n int, a, b, c string, move func(x, y string)) {
	if n > 0 {
		hanoi(n-1, a, c, b, move)
		move(a, c)
		hanoi(n-1, b, a, c, move)
	}
}

func queens(n int) (count int) {
	cols, d1, d2 := make([]bool, n), make([]bool, 2*n), make([]bool, 2*n)
	var place func(r int)
	place = func(r int) {
		if r == n {
			count++
			return
		}
		for c := 0; c < n; c++ {
			if cols[c] || d1[r+c] || d2[r-c+n] {
				continue
			}
			cols[c], d1[r+c], d2[r-c+n] = true, true, true
			place(r + 1)
			cols[c], d1[r+c], d2[r-c+n] = false, false, false
		}
	}
	place(0)
	return
}

func main() {
	env := map[string]float64{"x": 3}
	for _, s := range []string{"1 + 2 * x", "(1+2)*3 - 4/2", "max(1, x, 2) + sum(1,2,3)", "1/0", "sum(y)", "2*(3", "foo(1)"} {
		p := parser{s: s}
		v, err := p.expr(0).Eval(env)
		fmt.Println(v, err)
	}
	fmt.Println(ack(2, 3))
	n, last := 0, ""
	hanoi(4, "A", "B", "C", func(x, y string) { n++; last = x + y })
	fmt.Println(n, last, queens(5))
}
