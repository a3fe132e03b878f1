import "./require-node.mjs";

void import("./testing/run-tests.mjs").then((it) => it.runTests(process.argv.slice(2)));
