package main

import "fmt"

type K struct {
	a int
	b string
}

var calls int

func key(s string) string { calls++; return s }

func main() {
	m := map[string]int{"a": 1}
	v, ok := m["a"]
	w, ok2 := m["b"]
	fmt.Println(v, ok, w, ok2)
	if _, ok := m["zz"]; !ok {
		m["zz"] = len(m)
	}
	fmt.Println(m["zz"])
	var x int
	x, ok = m["a"]
	fmt.Println(x, ok)
	var y, has = m["q"]
	fmt.Println(y, has)
	m[key("c")] += 5
	m[key("c")]++
	fmt.Println(m["c"], calls)
	mm := map[K][]int{}
	mm[K{1, "x"}] = append(mm[K{1, "x"}], 1, 2)
	mm[K{1, "x"}][0] = 9
	fmt.Println(mm)
	ms := map[string]struct{ n int }{"s": {1}}
	s := ms["s"]
	s.n = 5
	fmt.Println(ms["s"].n, s.n, ms["none"].n)
	mp := map[string]*K{}
	mp["k"] = &K{a: 1}
	mp["k"].a++
	fmt.Println(mp["k"].a)
	nested := map[int]map[string]int{}
	for i := 0; i < 3; i++ {
		if nested[i] == nil {
			nested[i] = map[string]int{}
		}
		nested[i]["v"] = i * i
	}
	fmt.Println(nested)
	mi := map[any]string{1: "int", "1": "string", 1.0: "float", K{1, "a"}: "struct", [1]int{2}: "array", nil: "nil", true: "bool"}
	fmt.Println(mi[1], mi["1"], mi[1.0], mi[K{1, "a"}], mi[[1]int{2}], mi[nil], mi[true], mi[int64(1)] == "")
	fm := map[string]func(int) int{"d": func(i int) int { return i * 2 }}
	if f, ok := fm["d"]; ok {
		fmt.Println(f(4))
	}
	m2 := m
	m2["shared"] = 1
	fmt.Println(m["shared"], len(m) == len(m2))
	var nilm map[string]int
	fmt.Println(nilm["x"], len(nilm), nilm == nil)
	delete(nilm, "x")
	arr := map[string][2]int{"a": {1, 2}}
	fmt.Println(arr["a"][1], len(arr["b"]))
	a, b := m["a"], m["zz"]
	m["a"], m["zz"] = b, a
	fmt.Println(m["a"], m["zz"])
	cm := map[string]map[string]bool{"x": {"y": true}}
	if cm["x"]["y"] && !cm["q"]["y"] {
		fmt.Println("nested ok")
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		m3 := map[any]int{}
		m3[[]int{1}] = 1
	}()
	type set map[string]struct{}
	st := set{"a": {}, "b": {}}
	_, in := st["a"]
	delete(st, "b")
	fmt.Println(in, len(st))
	im := map[*int]int{}
	p, q := new(int), new(int)
	im[p] = 1
	im[q] = 2
	fmt.Println(im[p], im[q], len(im))
	f32 := map[float64]int{0.5: 1}
	f32[0.5]++
	fmt.Println(f32[0.5])
}
