package run

import presence "golint.test/rules/map/concurrent_access/ok_sync_map"

func Run() {
	p := presence.New()
	p.Watch([]string{"ann", "bob"})
	p.Online("ann")
}
