import "./require-node.mjs";

void import("./testing/check.mjs").then((it) => it.check(process.argv.slice(2)));
