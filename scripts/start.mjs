import "./require-node.mjs";

void import("./starting/start.mjs").then((it) => it.start());
