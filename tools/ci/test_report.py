#!/usr/bin/env -S python3 -B
"""Counts the test cases of one `bazel test` and says what failed; the last line is the count.

  test_report.py EVENTS BAZEL_STATUS

EVENTS is what --build_event_json_file wrote: it names the targets of this invocation and their
test.xml, so that logs of earlier ones never count. A GoogleTest counts as its cases, any other
test as one. A test that ends badly with no case failed (a crash, a time-out) is a failure, and
so is each target that does not build.
"""

import json
import sys
import xml.etree.ElementTree as xml
from pathlib import Path
from urllib.parse import unquote, urlparse


class Report:
    """What was counted: cases passed and skipped, and a line for each failure."""

    def __init__(self):
        self.passed = 0
        self.skipped = []
        self.failures = []


def read_events(path):
    """The events of a JSON-lines file, as far as they are whole (Bazel may have been killed)."""
    events = []
    if Path(path).exists():
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            try:
                events.append(json.loads(line))
            except json.JSONDecodeError:
                break
    return events


def collect(events):
    """Builds the report from the build events."""
    report, results = Report(), {}
    for event in events:
        kind = event.get("id", {})
        if "testResult" in event:
            name = kind["testResult"]
            # A later attempt of the same run and shard replaces the earlier one.
            results[name["label"], name.get("run"), name.get("shard")] = event["testResult"]
        elif "targetCompleted" in kind and not event.get("completed", {}).get("success"):
            report.failures.append(f"{kind['targetCompleted']['label']}: does not build")
    for (label, _, _), result in sorted(results.items(), key=str):
        _count(report, label, result)
    return report


def _count(report, label, result):
    status = result.get("status", "NO_STATUS")
    cases = _cases(result)
    bad = 0
    for case in cases:
        name = f"{label} {case.get('classname', '')}.{case.get('name', '')}".replace(" .", " ")
        wrong = case.find("failure")
        wrong = case.find("error") if wrong is None else wrong
        if wrong is not None:
            bad += 1
            report.failures.append(f"{name}: {_one_line(wrong.get('message') or wrong.text)}")
        elif case.get("status") == "notrun" or case.find("skipped") is not None:
            report.skipped.append(name)
        else:
            report.passed += 1
    if status not in ("PASSED", "FLAKY") and not bad:
        report.failures.append(f"{label}: {status.lower().replace('_', ' ')}")
        if len(cases) == 1:  # Bazel's stand-in for a test that wrote no cases
            report.passed -= 1
    elif not cases:
        report.passed += 1


def _cases(result):
    """The cases in a result's test.xml; none where it is missing or broken."""
    for output in result.get("testActionOutput", []):
        if output.get("name") == "test.xml":
            try:
                return list(xml.parse(unquote(urlparse(output["uri"]).path)).iter("testcase"))
            except (OSError, xml.ParseError):
                return []
    return []


def _one_line(text):
    return " ".join((text or "failed").split())[:200]


def main(events_path, bazel_status):
    """Prints the report; returns the exit status: 0 only if something ran and nothing failed."""
    report = collect(read_events(events_path))
    if bazel_status and not report.failures:
        report.failures.append(f"bazel ended with status {bazel_status}")
    print()
    if report.skipped:
        print(f"{len(report.skipped)} skipped:")
        for line in report.skipped:
            print(f"  {line}")
    if report.failures:
        print("Failed:")
        for line in report.failures:
            print(f"  {line}")
    if not report.passed and not report.failures:
        print("No test ran.")
    print(f"{report.passed} passed, {len(report.failures)} failed")
    return 0 if report.passed and not report.failures else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
