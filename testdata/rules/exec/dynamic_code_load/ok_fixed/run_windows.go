package ok_fixed

import "syscall"

var kernel = syscall.NewLazyDLL("kernel32.dll")

var own = syscall.NewLazyDLL(`C:\Program Files\shop\shop.dll`)
