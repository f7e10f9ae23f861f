package run

import router "golint.test/rules/map/concurrent_access/ok_constructor_calls_methods"

func Run() { router.New("a").Serve([]string{"x", "y", "a"}) }
