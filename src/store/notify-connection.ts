import pg from "pg";

/** Longest pause between two attempts to connect, in ms. */
const reconnectMsMax = 2_000;
/** How long a connect or one NOTIFY may take, in ms. */
const answerMsMax = 2_000;

export type NotifyConnectionOptions = {
  /** As `DATABASE_URL`. */
  readonly url: string;
  /** Deployments that share a database need a channel each. */
  readonly channel: string;
};

export type NotifyEvents = {
  readonly receive: (payload: string) => void;
  /** Listening, for the first time or again; what was sent in between is lost. */
  readonly up: () => void;
  readonly down: (reason: string) => void;
};

/** One session that listens and notifies on one channel, and connects again by itself until closed. */
export function notifyConnection({ url, channel }: NotifyConnectionOptions, events: NotifyEvents) {
  let listening: pg.Client | undefined;
  let current: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let attempts = 0;
  let closed = false;

  async function connect() {
    const client = new pg.Client({
      connectionString: url,
      application_name: "seatbridge bus",
      connectionTimeoutMillis: answerMsMax,
      query_timeout: answerMsMax,
      keepAlive: true,
    });
    current = client;
    client.on("notification", ({ payload }) => events.receive(payload ?? ""));
    client.on("error", (error) => lost(client, error.message));
    client.on("end", () => lost(client, "the connection closed"));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      lost(client, error instanceof Error ? error.message : String(error));
      return;
    }
    if (current !== client) return;
    listening = client;
    attempts = 0;
    events.up();
  }

  /** Called for each way in which a connection ends; only the first one of a client counts. */
  function lost(client: pg.Client, reason: string) {
    if (current !== client) return;
    current = undefined;
    listening = undefined;
    void client.end().catch(() => undefined);
    if (closed) return;
    events.down(reason);
    attempts += 1;
    retry = setTimeout(() => void connect(), Math.min(100 * attempts, reconnectMsMax));
  }

  void connect();

  return {
    /** Rejects while the connection is away. */
    async notify(payload: string): Promise<void> {
      if (listening === undefined) throw new Error("The connection to PostgreSQL is away.");
      await listening.query({ name: "notify", text: "SELECT pg_notify($1, $2)", values: [channel, payload] });
    },
    async close(): Promise<void> {
      closed = true;
      clearTimeout(retry);
      const client = current;
      current = undefined;
      listening = undefined;
      await client?.end().catch(() => undefined);
    },
  };
}
