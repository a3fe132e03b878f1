import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";

import pino, { type Logger } from "pino";

import { type Config, readConfig } from "./config.ts";
import { Fault } from "./core/kernel/fault.ts";
import { codeOf, placesOf } from "./http/observe.ts";
import { openService, type Service } from "./serve/serve.ts";
import { type Database, openDatabase } from "./store/open-database.ts";
import { readVersion } from "./version.ts";

const LOG_FLUSH_MS = 200;
const LOG_BYTES = 32_768;
/** After this a stop is forced: an operator waits, or a container's grace period ends. */
const STOP_MS_MAX = 10_000;
const IDLE_SWEEP_MS = 50;
/** By then every request that came whole is answered; what is still open will not come to its end. */
const DRAIN_MS_MAX = 5_000;
const HEADERS_MS_MAX = 5_000;
/** Of an upload over a slow line; whoever reads a body whole gives it less (http/body). */
const REQUEST_MS_MAX = 5 * 60_000;
/** Longer than proxies keep an idle connection (nginx: 60 s): it must be they who let go, or a call meets a closed door. */
const KEEP_ALIVE_MS = 75_000;
/** Node looks for those that are over their time only each half minute by itself. */
const LATE_SWEEP_MS = 1_000;

/** Starts the whole service. A Fault ends it with one line that says what and how to mend it, and exit code 1. */
export async function main(): Promise<void> {
  process.on("uncaughtException", endByBug);
  try {
    await run(readConfig());
  } catch (error) {
    if (!(error instanceof Fault)) return endByBug(error);
    process.stderr.write(`seatbridge: ${error.message} [${error.code}]\n`);
    process.exit(1);
  }
}

/** Node would print the whole error: a message of PostgreSQL's quotes the value that it refuses. */
function endByBug(error: unknown): never {
  const { error: name = "not an error", code = "no code" } = codeOf(error);
  const places = error instanceof Error ? placesOf(error) : [];
  process.stderr.write(
    [`seatbridge: ended by a bug, ${name} (${String(code)})`, ...places, ""].join("\n    "),
  );
  process.exit(1);
}

async function run(config: Config): Promise<void> {
  const { log, endLog } = createLog(config.logLevel);
  const version = readVersion();
  // The port first: that it is taken shows at once, not after the database was made.
  let service: Service | undefined;
  const server = createServer({ connectionsCheckingInterval: LATE_SWEEP_MS }, (request, response) => {
    if (service !== undefined) return service.handle(request, response);
    // A platform takes a 503 for an answer, and what breaks off for something to deliver again (protocols §1.7).
    if (request.url?.startsWith("/webhooks/") === true) return void response.destroy();
    response.writeHead(503, { "content-type": "text/plain", "retry-after": "1" }).end("starting\n");
  });
  server.headersTimeout = HEADERS_MS_MAX;
  server.requestTimeout = REQUEST_MS_MAX;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const sockets = trackSockets(server);
  const address = await listen(server, config);

  let database: Database | undefined;
  try {
    database = await openDatabase({
      databaseUrl: config.databaseUrl,
      dataDir: config.dataDir,
      onProgress: (step) => log.info({ step }, "database"),
    });
    service = await openService({ config, url: database.url, log, version, address: ownAddress(address) });
  } catch (error) {
    server.close();
    await database?.close();
    throw error;
  }
  const stop = createStop({ server, sockets, service, database, log, endLog });
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  void database.lost.then(() => stop("database ended"));
  announce(address, service, log);
}

function createLog(level: string): { readonly log: Logger; readonly endLog: () => Promise<void> } {
  // Written in larger pieces: a line per message must not cost a system call each.
  const destination = pino.destination({
    dest: 1,
    sync: false,
    minLength: LOG_BYTES,
    maxWrite: 2 * LOG_BYTES,
  });
  destination.on("error", () => undefined);
  const flushing = setInterval(() => destination.flush(), LOG_FLUSH_MS).unref();
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    log,
    endLog() {
      clearInterval(flushing);
      return new Promise((resolve) => {
        // What is being written must be out first, or its lines would come after the last ones, or never.
        destination.flush(() => {
          try {
            destination.flushSync();
          } catch {
            // the reader has gone: there is nobody to tell
          }
          resolve();
        });
      });
    },
  };
}

function listen(server: Server, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(portFault(error, host, port)));
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${bound}`);
    });
  });
}

/** Where the server reaches itself: all addresses of a machine are no address. */
const ownAddress = (address: string): string =>
  address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");

function portFault(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const params = { host, port };
  switch (error.code ?? "") {
    case "EADDRINUSE":
      return new Fault(
        "port_in_use",
        `Port ${port} is in use. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
        params,
      );
    case "EACCES":
      return new Fault(
        "port_forbidden",
        `Port ${port} may not be opened by this user. Choose one above 1023: PORT=3000 npm start`,
        params,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new Fault(
        "host_wrong",
        `HOST=${host} is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all.`,
        params,
      );
    default:
      return error;
  }
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

type Running = {
  readonly server: Server;
  readonly sockets: ReadonlySet<Socket>;
  readonly service: Service;
  readonly database: Database;
  readonly log: Logger;
  readonly endLog: () => Promise<void>;
};

/** Frees the port, finishes what is under way, then lets go of the database. A second signal ends it at once. */
function createStop({ server, sockets, service, database, log, endLog }: Running) {
  let stopping = false;
  return (why: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, "stopping");
    process.once("SIGINT", () => process.exit(130));
    process.once("SIGTERM", () => process.exit(143));
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
    const closed = new Promise((resolve) => server.close(resolve));
    // Connections that were busy become idle one by one, and would stay open.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
    // Browsers open spare ones; Node takes them for busy until they have said something.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    const drain = setTimeout(() => server.closeAllConnections(), DRAIN_MS_MAX);
    void closed
      .finally(() => clearInterval(idle))
      .finally(() => clearTimeout(drain))
      .then(() => service.close())
      .then(() => database.close())
      .then(() => log.info("stopped"))
      .catch((error: unknown) => log.error(codeOf(error), "stopped badly"))
      .then(endLog)
      .finally(() => process.exit(why === "database ended" ? 1 : 0));
  };
}

function announce(address: string, service: Service, log: Logger): void {
  const practice = service.accounts.find((account) => account.simulated);
  const { setupLink } = service;
  // The file alone: whoever reads a log shall not be able to become the administrator.
  if (setupLink !== undefined) log.warn({ linkIn: setupLink.file }, "nobody can administer yet");
  log.info({ address, accounts: service.accounts.length }, "ready");
  if (!process.stdout.isTTY) return;
  const lines = [
    "",
    `  Seatbridge is ready   ${address}`,
    ...(setupLink === undefined ? [] : [`  first administrator   ${setupLink.url}`]),
    `  health                ${address}/health`,
    ...(practice === undefined
      ? []
      : [`  be a fan              ${ownAddress(address)}/fan   or   npm run send -- "几时发货"`]),
    "  stop                  Ctrl+C",
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
