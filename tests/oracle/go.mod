module golint-py.test/oracle

go 1.24
