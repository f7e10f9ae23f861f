module example.org/keylock

go 1.25
