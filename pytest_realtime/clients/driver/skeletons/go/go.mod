module realtime-driver

go 1.21
