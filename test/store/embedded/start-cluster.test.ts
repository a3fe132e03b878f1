import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, readlink, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { DataSource } from "typeorm";
import {
  type Cluster,
  type ClusterOptions,
  startCluster,
} from "../../../src/store/embedded/start-cluster.ts";
import { killedParent } from "./killed-parent.ts";

/** One data folder for all tests of this file, since making one takes a second. */
let root: string;
let dataDir: string;
const settings = { fsync: "off" };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "seatbridge-embedded-"));
  await chmod(root, 0o711);
  // Everything that needs quoting somewhere on the way: URL, server setting, shell.
  dataDir = join(root, "a, b", "数据 %25", "postgres");
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function serve(options: ClusterOptions, use: (cluster: Cluster) => Promise<void>) {
  const cluster = await startCluster(options);
  try {
    await use(cluster);
  } finally {
    await cluster.stop();
  }
}

describe("startCluster", () => {
  it("makes a database that pg and TypeORM reach, durable by default", async () => {
    const steps: string[] = [];
    await serve({ dataDir, onProgress: (step) => steps.push(step) }, async (cluster) => {
      const url = cluster.url("postgres");
      await ask(url, "CREATE TABLE kept AS SELECT 1 AS n");
      const source = await new DataSource({ type: "postgres", url }).initialize();
      expect(
        await source.query(
          `SELECT current_setting('fsync') || current_setting('synchronous_commit') AS durable,
                  current_setting('server_version_num')::int / 10000 AS major,
                  current_setting('listen_addresses') AS open`,
        ),
      ).toEqual([{ durable: "onon", major: cluster.major, open: "" }]);
      await source.destroy();
      expect(steps).toEqual(["initialising", "starting"]);
      expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    });
  });

  it("keeps what was written, and refuses a second server on the same folder", async () => {
    await serve({ dataDir, settings }, async (cluster) => {
      await expect(startCluster({ dataDir, settings })).rejects.toMatchObject({
        code: "database_folder_in_use",
        message: expect.stringContaining(String(cluster.pid)),
      });
      expect(await ask(cluster.url("postgres"), "SELECT n FROM kept")).toEqual([{ n: 1 }]);
    });
  });

  it("keeps the text of failed statements out of its log", async () => {
    await serve({ dataDir, settings }, async (cluster) => {
      const wrong = ask(cluster.url("postgres"), "SELECT 'words of a fan'::int");
      await expect(wrong).rejects.toThrow("words of a fan");
    });
    expect(await readFile(join(dataDir, "server.log"), "utf8")).not.toContain("words of a fan");
  });

  it("ends with its parent, even a killed one, and starts again at once", async () => {
    const orphan = await killedParent(dataDir);
    await serve({ dataDir, settings }, async (cluster) => {
      expect(cluster.pid).not.toBe(orphan);
      // It gave its lock back and may still be ending. A dead process has no working folder, even where nobody has
      // reaped it.
      const livesOn = () =>
        readlink(`/proc/${orphan}/cwd`).then(
          () => true,
          () => false,
        );
      while (await livesOn()) continue;
    });
  });

  it("recovers from a lock left by a dead server whose id another process has now", async () => {
    const { uid, gid } = await stat(dataDir);
    const other = spawn("sleep", ["60"], { uid, gid });
    const lock = `${other.pid}\n${dataDir}\n1790000000\n5432\n${dataDir}\n\n\nready\n`;
    await writeFile(join(dataDir, "postmaster.pid"), lock);
    try {
      await serve({ dataDir, settings }, async (cluster) => {
        expect(await ask(cluster.url("postgres"), "SELECT n FROM kept")).toEqual([{ n: 1 }]);
      });
    } finally {
      other.kill();
    }
  });

  it("serves under a path too long for a socket", async () => {
    const long = join(root, "long".repeat(30), "postgres");
    await mkdir(dirname(long));
    await rename(dataDir, long);
    let socketFolder = "";
    await serve({ dataDir: long, settings }, async (cluster) => {
      socketFolder = new URL(cluster.url("x")).searchParams.get("host") ?? "";
      expect(await ask(cluster.url("postgres"), "SELECT n FROM kept")).toEqual([{ n: 1 }]);
      expect((await stat(socketFolder)).mode & 0o777).toBe(0o700);
    });
    await expect(stat(socketFolder)).rejects.toThrow("ENOENT");
    await rename(long, dataDir);
  });

  it.each([
    ["of another major", "database_folder_other_major", { PG_VERSION: "17\n" }],
    ["that holds something else", "database_folder_foreign", { "notes.txt": "mine" }],
  ])("refuses a folder %s, and leaves it alone", async (_, code, files) => {
    const folder = join(root, code);
    await mkdir(folder);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await expect(startCluster({ dataDir: folder })).rejects.toMatchObject({ code });
    for (const [name, text] of Object.entries(files)) {
      expect(await readFile(join(folder, name), "utf8")).toBe(text);
    }
  });

  it.each(["file", "file/postgres", "file/deeper/postgres"])(
    "refuses a folder that cannot be written: %s",
    async (path) => {
      await writeFile(join(root, "file"), "");
      await expect(startCluster({ dataDir: join(root, path) })).rejects.toMatchObject({
        code: "database_folder_unwritable",
        message: expect.stringMatching(/DATA_DIR/),
      });
    },
  );

  it("says what is wrong when a setting keeps the server from starting", async () => {
    const wrong = startCluster({ dataDir, settings: { shared_buffers: "lots" } });
    await expect(wrong).rejects.toMatchObject({
      code: "database_start_failed",
      message: expect.stringContaining("shared_buffers"),
    });
  });
});
