package main

import "fmt"

type stateFn func(*lexer) stateFn
type lexer struct {
	in    string
	pos   int
	start int
	out   []token
	depth int
}
type kind uint8
type token struct {
	k kind
	s string
}

const (
	num kind = iota + 1
	word
	open
	closed
	bad
)

var kinds = map[kind]string{num: "num", word: "word", open: "(", closed: ")", bad: "bad"}

func (k kind) String() string { return kinds[k] }

func (l *lexer) next() (c byte, ok bool) {
	if l.pos >= len(l.in) {
		return
	}
	c, ok = l.in[l.pos], true
	l.pos++
	return
}

func (l *lexer) emit(k kind) {
	l.out = append(l.out, token{k, l.in[l.start:l.pos]})
	l.start = l.pos
}

func (l *lexer) while(pred func(byte) bool) {
	for l.pos < len(l.in) && pred(l.in[l.pos]) {
		l.pos++
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isAlpha(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }

func start(l *lexer) stateFn {
	l.start = l.pos
	c, ok := l.next()
	switch {
	case !ok:
		return nil
	case c == ' ', c == '\t':
		return start
	case isDigit(c):
		return number
	case isAlpha(c):
		l.while(func(c byte) bool { return isAlpha(c) || isDigit(c) })
		l.emit(word)
	case c == '(':
		l.depth++
		l.emit(open)
	case c == ')':
		if l.depth--; l.depth < 0 {
			return fail("unbalanced")
		}
		l.emit(closed)
	default:
		return fail(fmt.Sprintf("unexpected %q", rune(c)))
	}
	return start
}

func number(l *lexer) stateFn {
	l.while(isDigit)
	if l.pos < len(l.in) && l.in[l.pos] == '.' {
		l.pos++
		l.while(isDigit)
	}
	l.emit(num)
	return start
}

func fail(why string) stateFn {
	return func(l *lexer) stateFn {
		l.out = append(l.out, token{bad, why})
		return nil
	}
}

func lex(s string) []token {
	l := &lexer{in: s}
	for st := stateFn(start); st != nil; {
		st = st(l)
	}
	return l.out
}

func main() {
	for _, in := range []string{"(add 1 2.5)", "foo_1 (bar) )", "a $ b", "", "12abc"} {
		for _, t := range lex(in) {
			fmt.Printf("%v:%q ", t.k, t.s)
		}
		fmt.Println("|")
	}
}
