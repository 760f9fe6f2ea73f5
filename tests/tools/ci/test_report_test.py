#!/usr/bin/env -S python3 -B
"""The counter of .ci/run: what it counts, from the events and test.xml that Bazel leaves."""

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools/ci"))

import test_report

GTEST = """<?xml version="1.0"?>
<testsuites tests="4" failures="1"><testsuite name="A">
  <testcase name="Good" status="run" result="completed" classname="A" />
  <testcase name="Bad" status="run" result="completed" classname="A">
    <failure message="a_test.cc:3&#x0A;Expected 1, found 2" type=""></failure>
  </testcase>
  <testcase name="Skip" status="run" result="skipped" classname="A">
    <skipped message="no GPU" />
  </testcase>
  <testcase name="DISABLED_X" status="notrun" result="suppressed" classname="A" />
</testsuite></testsuites>"""
GOOD = '<testsuites><testsuite><testcase name="a/b_test" status="run"/></testsuite></testsuites>'
CRASH = GOOD.replace("/></testsuite>",
                     '><error message="exited with error code 134"/></testcase></testsuite>')


class Counter(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def result(self, label, xml, status="PASSED", attempt=1):
        """A testResult event; its test.xml in a folder with a blank, as URIs escape it."""
        outputs = []
        if xml is not None:
            place = self.folder / f"t {len(list(self.folder.iterdir()))}.xml"
            place.write_text(xml)
            outputs = [{"name": "test.log", "uri": "file:///none"},
                       {"name": "test.xml", "uri": place.as_uri()}]
        return {"id": {"testResult": {"label": label, "run": 1, "shard": 1, "attempt": attempt}},
                "testResult": {"status": status, "testActionOutput": outputs}}

    def completed(self, label, success):
        return {"id": {"targetCompleted": {"label": label}},
                "completed": {"success": True} if success else {}}

    def run_main(self, events, status=0):
        """(exit status, printed lines) of the program on these events."""
        path = self.folder / "events.json"
        path.write_text("".join(json.dumps(event) + "\n" for event in events))
        with contextlib.redirect_stdout(io.StringIO()) as out:
            code = test_report.main(path, status)
        return code, out.getvalue().splitlines()

    def test_counts_cases_of_googletest(self):
        code, lines = self.run_main([self.result("//a:b_test", GTEST, "FAILED")], 3)
        self.assertEqual(lines[-1], "1 passed, 1 failed")
        self.assertIn("  //a:b_test A.Bad: a_test.cc:3 Expected 1, found 2", lines)
        self.assertIn("2 skipped:", lines)
        self.assertEqual(code, 1)

    def test_counts_a_test_without_cases_as_one(self):
        events = [self.result("//a:b_test", GOOD), self.result("//a:c_test", None)]
        self.assertEqual(self.run_main(events), (0, ["", "2 passed, 0 failed"]))

    def test_counts_a_crash_once(self):
        code, lines = self.run_main([self.result("//a:b_test", CRASH, "FAILED")], 3)
        self.assertEqual((code, lines[-1]), (1, "0 passed, 1 failed"))

    def test_counts_a_bad_end_without_a_failed_case(self):
        for xml in (GOOD, None, "<testsuites><broken"):
            code, lines = self.run_main([self.result("//a:b_test", xml, "TIMEOUT")], 3)
            self.assertEqual((code, lines[-1]), (1, "0 passed, 1 failed"))
            self.assertIn("  //a:b_test: timeout", lines)

    def test_counts_the_last_attempt_only(self):
        events = [self.result("//a:b_test", GTEST, "FAILED", attempt=1),
                  self.result("//a:b_test", GOOD, "PASSED", attempt=2)]
        self.assertEqual(self.run_main(events), (0, ["", "1 passed, 0 failed"]))

    def test_counts_what_does_not_build(self):
        aborted = {"id": {"targetCompleted": {"label": "//a:d_test"}}, "aborted": {}}
        events = [self.completed("//a:b_test", True), self.result("//a:b_test", GOOD),
                  self.completed("//a:c_test", False), aborted]
        code, lines = self.run_main(events, 1)
        self.assertEqual((code, lines[-1]), (1, "1 passed, 2 failed"))
        self.assertIn("  //a:d_test: does not build", lines)

    def test_fails_when_bazel_fails_for_another_reason(self):
        code, lines = self.run_main([self.result("//a:b_test", GOOD)], 1)
        self.assertEqual((code, lines[-1]), (1, "1 passed, 1 failed"))

    def test_fails_when_nothing_ran(self):
        self.assertEqual(self.run_main([])[0], 1)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            self.assertEqual(test_report.main(self.folder / "missing.json", 1), 1)
        self.assertTrue(out.getvalue().endswith("0 passed, 1 failed\n"))

    def test_reads_events_up_to_where_bazel_was_killed(self):
        path = self.folder / "events.json"
        path.write_text(json.dumps(self.result("//a:b_test", GOOD)) + '\n{"id":{"te')
        self.assertEqual(len(test_report.read_events(path)), 1)


if __name__ == "__main__":
    unittest.main()
