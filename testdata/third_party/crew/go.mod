module example.org/crew

go 1.25
