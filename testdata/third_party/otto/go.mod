module github.com/robertkrimen/otto

go 1.25
