#!/usr/bin/env python3
"""Runs the TensorFlow.js script of every lesson there is: each holds its stages, and what TensorFlow.js' own calls give,
against the numbers of the walk, and stops where they differ.

Usage: check_tfjs.py PROGRAM TESTS-FOLDER. NODE_PATH names the folder that has @tensorflow/tfjs. The lessons are the
shipped ones, the facts, and those of the oracle; then the shipped ones in one script.
"""
import json
import os
import subprocess
import sys
import tempfile

from check_numpy import lesson_texts, run

RUNNER = r"""
const fs = require("fs");
const tf = require("@tensorflow/tfjs");
const scripts = JSON.parse(fs.readFileSync(0));
console.log = () => {};
let failed = 0;
let calls = 0;
for (const [name, code] of scripts) {
  try {
    tf.tidy(() => { new Function("require", code)(require); });
    calls += code.split(/same\(tf\.(?:losses|softmax|logSoftmax|sigmoid|logSigmoid|logSumExp|grad)/).length - 1;
  } catch (problem) {
    failed++;
    process.stdout.write(`${name}: the script fails: ${String(problem).slice(0, 600)}\n`);
  }
}
process.stdout.write(`calls of its own: ${calls}\n`);
const passed = scripts.length - failed;
process.stdout.write(`${Math.floor(100 * passed / scripts.length)}%: Checks: ${scripts.length}, Failures: ${failed}, Errors: 0\n`);
process.exit(failed === 0 ? 0 : 1);
"""


def main():
    program, tests = sys.argv[1], sys.argv[2]
    scripts = [(path, run(program, "tfjs", path, text)) for path, text in lesson_texts(tests)]
    scripts.append(("all lessons", run(program, "tfjs", "--lessons=" + os.path.join(tests, "../lessons"), None)))
    scripts = [(name, "throw new Error('the program failed')" if code is None else code) for name, code in scripts]
    with tempfile.NamedTemporaryFile("w", suffix=".js") as runner:
        runner.write(RUNNER)
        runner.flush()
        done = subprocess.run(["node", runner.name], input=json.dumps(scripts), text=True, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
