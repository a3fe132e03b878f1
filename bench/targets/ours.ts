// Our server as `npm start` runs it, in a process of its own that does not outlive the bench.

process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
const { main }: { main: () => Promise<unknown> } = await import(
  new URL("../../src/main.js", import.meta.url).href
);
await main();
