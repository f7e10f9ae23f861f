package run

import rounds "golint.test/rules/goroutine/captured_variable_race/ok_channel_of_each_round"

func Run() { rounds.Early(5) }
