import "./require-node.mjs";

void import("./starting/run.mjs").then((it) => it.runScript(process.argv.slice(2)));
