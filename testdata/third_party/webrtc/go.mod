module github.com/pion/webrtc

go 1.25
