import { connect, createServer, type Socket } from "node:net";

/** A way to a database that can be cut and mended, while the database itself goes on. */
export type Link = {
  /** The database's address through the link. */
  readonly url: string;
  /** Drops what is connected and refuses what comes. */
  readonly cut: () => void;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
};

export async function openLink(databaseUrl: string): Promise<Link> {
  const target = new URL(databaseUrl);
  const folder = target.searchParams.get("host");
  const port = target.port === "" ? "5432" : target.port;
  const sockets = new Set<Socket>();
  let broken = false;

  const server = createServer((near) => {
    if (broken) {
      near.destroy();
      return;
    }
    const far =
      folder === null ? connect(Number(port), target.hostname) : connect(`${folder}/.s.PGSQL.${port}`);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const url = new URL(databaseUrl);
  const address = server.address();
  url.hostname = "127.0.0.1";
  url.port = String(typeof address === "object" ? address?.port : address);
  url.searchParams.delete("host");

  function cut() {
    broken = true;
    for (const socket of sockets) socket.destroy();
  }
  return {
    url: url.href,
    cut,
    mend: () => void (broken = false),
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
