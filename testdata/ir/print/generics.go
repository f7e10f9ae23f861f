package p

type Number interface{ ~int | ~float64 }

func Sum[T Number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }

func use() float64 {
	s := &Stack[int]{}
	s.Push(Sum(1, 2))
	return Sum[float64]()
}
