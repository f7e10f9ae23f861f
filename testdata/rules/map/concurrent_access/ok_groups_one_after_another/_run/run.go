package run

import restore "golint.test/rules/map/concurrent_access/ok_groups_one_after_another"

func Run() {
	restore.Restore([]string{"a", "b", "c"})
}
