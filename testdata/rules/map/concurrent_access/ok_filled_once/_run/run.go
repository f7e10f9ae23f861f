package run

import table "golint.test/rules/map/concurrent_access/ok_filled_once"

func Run() {
	for range 4 {
		table.All(&table.Table{}, []string{"a", "b", "kilometre"})
	}
}
