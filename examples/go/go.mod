module examples

go 1.24

require lingsync v0.0.0

replace lingsync => ../../bindings/go
