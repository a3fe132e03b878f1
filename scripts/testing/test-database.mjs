import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { longStep } from "../prepare/long-step.mjs";
import { importBuilt } from "../prepare/index.mjs";
import { StepFailure } from "../prepare/step-failure.mjs";

/** Thrown away afterwards, so nothing is waited for that only a power cut needs, and its log is kept small, as it may lie in memory. */
const settings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_compression: "off",
  max_wal_size: "256MB",
  shared_buffers: "128MB",
  max_connections: "400",
};

/**
 * The server of one test run, and on it a migrated template that each test
 * file's database is a copy of.
 * @typedef {object} TestServer
 * @property {string} adminUrl where databases can be made
 * @property {string} prefix what the names of this run's databases begin with
 * @property {string} template
 */

/** @typedef {import("./cleanup.mjs").Cleanup} Cleanup */

/**
 * A PostgreSQL for this run alone, or the one that TEST_DATABASE_URL names.
 * @param {Cleanup} cleanup
 * @returns {Promise<TestServer>}
 */
export async function openTestServer(cleanup) {
  const outside = process.env["TEST_DATABASE_URL"];
  const adminUrl = outside ?? (await startServer(cleanup));
  const prefix = `seatbridge_test_${randomBytes(4).toString("hex")}`;
  const template = `${prefix}_template`;
  await withAdmin(adminUrl, (query) => query(`CREATE DATABASE ${template}`));
  // A server of this run alone takes its databases with it.
  if (outside !== undefined) cleanup.add(() => dropAll(outside, prefix));
  await fillTemplate(adminUrl, template);
  return { adminUrl, prefix, template };
}

/** @param {Cleanup} cleanup */
async function startServer(cleanup) {
  const { startCluster } = await importBuilt("src/store/embedded/start-cluster.js");
  const cluster = await longStep("Starting PostgreSQL for the tests", () =>
    startCluster({ dataDir: join(tmpdir(), "postgres"), settings }),
  );
  cleanup.add(() => cluster.stop());
  return cluster.url("postgres");
}

/** @param {string} adminUrl @param {string} template */
async function fillTemplate(adminUrl, template) {
  const { migrate } = await importBuilt("src/store/migrate.js");
  await migrate(databaseUrl(adminUrl, template));
  // A session in the template would keep every test from copying it.
  await withAdmin(adminUrl, (query) => query(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`));
}

/** @param {string} adminUrl @param {string} prefix */
async function dropAll(adminUrl, prefix) {
  await withAdmin(adminUrl, async (query) => {
    const found = await query(`SELECT datname FROM pg_database WHERE starts_with(datname, '${prefix}')`);
    for (const { datname } of found.rows) {
      await query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
  });
}

/**
 * @param {string} adminUrl
 * @param {(query: (sql: string) => Promise<{ rows: any[] }>) => Promise<unknown>} work
 */
async function withAdmin(adminUrl, work) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: checkUrl(adminUrl) });
  // A connection that breaks while idle is told by the next query.
  client.on("error", () => {});
  await client.connect().catch((/** @type {Error} */ error) => {
    throw new StepFailure(
      `Cannot reach the test database (${error.message}); start the server that TEST_DATABASE_URL names, or unset the variable to use the built-in one.`,
    );
  });
  try {
    await work((sql) => client.query(sql));
  } finally {
    await client.end();
  }
}

/** @param {string} url @param {string} database */
function databaseUrl(url, database) {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** Never shown: it may hold a password. @param {string} url */
function checkUrl(url) {
  if (URL.canParse(url) && /^postgres(?:ql)?:/.test(url)) return url;
  throw new StepFailure(
    "TEST_DATABASE_URL is no address like postgresql://user:password@host:5432/database.",
  );
}
