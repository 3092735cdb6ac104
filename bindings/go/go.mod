module lingsync

go 1.24
