package open

func appended() {
	s := &store{}
	s.items["a"] = 1 // want owned
	slice = append(slice, s)
	s.items["b"] = 1 // want shared
}

func deferredPublish() {
	s := &store{}
	defer keep(s)
	s.items["a"] = 1 // want owned
}

func selectSends(to chan *store) {
	s := &store{}
	select {
	case to <- s:
		s.items["a"] = 1 // want shared
	default:
		s.items["b"] = 1 // want owned
	}
}

func capturedByKept() {
	s := &store{}
	f := func() { s.set("b") }
	all2 = append(all2, f)
	s.items["a"] = 1 // want shared
}
