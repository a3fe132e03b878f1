// Whether fans are being answered, as GET /health has it: exit code 0 or 1.
const port = process.env.PORT ?? "3000";
const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(4_000) }).catch(
  () => undefined,
);
process.exit(answer?.ok === true ? 0 : 1);
