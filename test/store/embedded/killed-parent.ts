import { spawn } from "node:child_process";
import { once } from "node:events";

/** The built launcher: a plain Node runs no TypeScript. */
const launcher = new URL("../../../dist/src/store/embedded/start-cluster.js", import.meta.url);

/**
 * Starts a cluster in a Node process of its own, kills that process (-9) as
 * soon as the cluster serves, and returns the id of the orphaned PostgreSQL.
 */
export async function killedParent(dataDir: string): Promise<number> {
  const script = `
    import { startCluster } from ${JSON.stringify(launcher.href)};
    const cluster = await startCluster({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(cluster.pid);
    // Lives as long as the test does, which may itself be killed.
    process.stdin.resume().on("end", () => process.exit());`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(parent, "exit");
  const [line] = (await Promise.race([once(parent.stdout, "data"), exited])) as [unknown];
  parent.kill("SIGKILL");
  await exited;
  const pid = Number(String(line));
  if (!(pid > 0)) throw new Error("The parent did not start a cluster; is dist/ built?");
  return pid;
}
