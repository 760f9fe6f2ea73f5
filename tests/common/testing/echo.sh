#!/usr/bin/env bash
# A program for program_test: says what it was given, and does what its first argument asks.
echo "arguments: $*"
echo "input: $(cat)"
echo "complaint" >&2
case "${1:-}" in
  fail) exit 3 ;;
  wait) : >"$2" && while :; do sleep 0.01; done ;;
  fill) head -c 100000 /dev/zero >"$2" ;;
esac
