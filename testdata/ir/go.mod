module golint.test/ir

go 1.27
