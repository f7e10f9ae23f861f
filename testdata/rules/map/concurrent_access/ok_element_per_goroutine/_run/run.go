package run

import options "golint.test/rules/map/concurrent_access/ok_element_per_goroutine"

func Run() {
	containers := map[string]*options.Container{}
	for _, name := range []string{"a", "b", "c"} {
		containers[name] = &options.Container{Options: map[string]string{"async-connect": "yes"}}
	}
	options.Migrate(containers)
}
