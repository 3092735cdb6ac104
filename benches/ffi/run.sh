#!/usr/bin/env bash
# What a call costs from Rust, C, Go and Python, in one run, as a table in nanoseconds; then the sizes
# of the libraries. Needs .ci/setup, which brings Go.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
tools=$root/target/ci/venv/bin
work=$root/target/ci/bench
unset CARGO_TARGET_DIR
mkdir -p "$work"

cargo rustc --quiet --lib --release --features capi --crate-type cdylib,staticlib
cc -O2 -std=c99 -Iinclude benches/ffi/overhead.c target/release/liblingsync.a -lm -lpthread -ldl \
    -o "$work/overhead"
[ -x "$work/python/bin/python" ] || python3 -m venv "$work/python"
LINGSYNC_LIBRARY=$root/target/release/liblingsync.so \
    "$work/python/bin/pip" install --quiet --disable-pip-version-check --force-reinstall ./bindings/python
(cd bindings/go && GOPROXY=off GOTOOLCHAIN=local GOCACHE=$root/target/ci/go "$tools/go" test -c -o "$work/go.test" .)

{
    cargo bench --quiet --features capi --bench ffi
    "$work/overhead"
    "$work/go.test" -test.run '^$' -test.bench 'Overhead' -test.benchtime 0.3s -test.count 5 -test.cpu 1 \
        | awk '/^BenchmarkOverhead/ {
            split($1, name, "/"); sub(/-[0-9]+$/, "", name[2])
            ns = $3; allocs = $(NF - 1)
            if (name[2] == "batch") ns /= 200
            if (!(name[2] in best) || ns < best[name[2]]) best[name[2]] = ns
            most[name[2]] = allocs }
            END { for (call in best)
                printf "{\"caller\":\"go\",\"call\":\"%s\",\"ns\":%.1f,\"allocs\":%d}\n", call, best[call], most[call] }'
    "$work/python/bin/python" benches/ffi/overhead.py
} > "$work/figures.jsonl"

python3 - "$work/figures.jsonl" <<'PYTHON'
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1])]
callers = ["rust", "rust_through_c", "c", "go", "python"]
calls = ["noop", "turns", "preview_empty", "preview", "preview_json", "batch", "batch_of_tuples"]
ns = {(row["call"], row["caller"]): row["ns"] for row in rows}
print(f"{'ns a call':16}" + "".join(f"{caller:>16}" for caller in callers))
for call in calls:
    cells = (ns.get((call, caller)) for caller in callers)
    print(f"{call:16}" + "".join(f"{'-' if cell is None else f'{cell:.1f}':>16}" for cell in cells))
allocs = {row["call"]: row["allocs"] for row in rows if "allocs" in row}
print("Go allocations a call:", ", ".join(f"{call} {allocs[call]}" for call in calls if call in allocs))
PYTHON

strip -o "$work/liblingsync.so" target/release/liblingsync.so
printf 'bytes: %s shared, stripped; %s static\n' "$(stat -c %s "$work/liblingsync.so")" \
    "$(stat -c %s target/release/liblingsync.a)"
