package p

func start(n int) {
	for i := 0; i < n; i++ {
		go func() { use(&i) }()
	}
}

func use(*int) {}
