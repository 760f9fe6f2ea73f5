#!/usr/bin/env bash
# bench_smoke.sh BENCHMARK [FLAG…]: each case runs about once; none may crash or report an error.
set -euo pipefail
program=$1
shift
out=$("$program" --benchmark_min_time=0.000001 "$@" 2>&1) || { echo "$out"; exit 1; }
echo "$out"
if grep -q 'ERROR OCCURRED' <<<"$out"; then
  echo "a case reports an error"
  exit 1
fi
grep -q '^BM_' <<<"$out" || { echo "no case ran"; exit 1; }
