import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { readLines } from "../support/lines.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

let database: TestDatabase;
let app: string;

/** What the last stage takes from the one that builds, laid out as there. */
async function layOut(dockerfile: string): Promise<void> {
  const copies = [...dockerfile.matchAll(/^COPY --from=build (.+) (\S+)$/gm)];
  for (const [, sources = "", to = ""] of copies) {
    for (const source of sources.split(" ")) {
      const path = source.replace("/app/", "");
      const name = path.slice(path.lastIndexOf("/") + 1);
      const target = to.endsWith("/") ? join(app, to, name) : join(app, to);
      await mkdir(dirname(target), { recursive: true });
      await cp(join(root, path), target, { recursive: true });
    }
  }
  await symlink(join(root, "node_modules"), join(app, "node_modules"));
}

beforeAll(async () => {
  database = await testDatabase();
  app = await mkdtemp(join(tmpdir(), "seatbridge-image-"));
  await layOut(await readFile(join(root, "docker/Dockerfile"), "utf8"));
}, 60_000);
afterAll(async () => {
  await database.drop();
  await rm(app, { recursive: true, force: true });
});

const environment = (port: number) => ({
  PATH: process.env["PATH"],
  HOST: "127.0.0.1",
  PORT: String(port),
  DATA_DIR: join(app, "data"),
  DATABASE_URL: database.url,
});
const health = (port: number) =>
  run(process.execPath, ["docker/health.mjs"], { cwd: app, env: environment(port) }).then(
    () => 0,
    (error: { code?: number }) => error.code,
  );

describe("the image", () => {
  it("holds all that the server needs, answers its health check, and stops when told to", async () => {
    const child: ChildProcess = spawn(process.execPath, ["docker/serve.mjs"], {
      cwd: app,
      env: environment(0),
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      if (child.stdout === null) throw new Error("no output");
      const ready = await readLines(child.stdout).until((line) => line["msg"] === "ready", 30_000);
      const url = new URL(String(ready?.["address"]));
      expect(await health(Number(url.port))).toBe(0);
      const page = await fetch(new URL("/login", url));
      expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    } finally {
      child.kill("SIGTERM");
    }
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
  }, 60_000);

  it("is called ill where nobody answers", async () => {
    expect(await health(9)).toBe(1);
  });
});

type Compose = {
  readonly services: Readonly<Record<string, { image?: string; healthcheck?: object; depends_on?: object }>>;
  readonly volumes: object;
};

describe("the compose file", () => {
  it("starts the server when its database and its bus are well, each with a check", async () => {
    const compose = parse(await readFile(join(root, "docker/compose.yaml"), "utf8")) as Compose;
    const { server, ...others } = compose.services;
    expect(Object.keys(server?.depends_on ?? {})).toEqual(Object.keys(others));
    for (const other of Object.values(others)) expect(other.healthcheck).toBeDefined();
  });
});
