module golint.test/copied

go 1.25
