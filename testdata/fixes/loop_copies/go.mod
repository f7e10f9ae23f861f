module loopcopies.test

go 1.20
