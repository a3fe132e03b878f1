import { join } from "node:path";

import type { Ids } from "../../core/kernel/id.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import type { Channels } from "../../flow/channels.ts";
import { startLoop } from "../../flow/loop.ts";
import type { Means } from "../../flow/media/fetch.ts";
import { createFetching } from "../../flow/media/fetching.ts";
import { exchangeInto, type Fetch } from "../../kit/http/exchange.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { inTurns } from "../../store/hot/turns.ts";
import { mediaFiles } from "../../store/media/files.ts";
import { remoteMedia } from "../../store/media/remote.ts";
import { closeConnection } from "../loops.ts";

const POLL_MS = SECOND;

/** What an account can fetch its fans' media with; undefined of one that is not connected. */
export function meansOf(channels: Pick<Channels, "of">, fetch: Fetch, accountId: string): Means | undefined {
  const adapter = channels.of(accountId)?.adapter;
  return (
    adapter && {
      hosts: adapter.mediaHosts ?? [],
      fetchMedia: adapter.fetchMedia,
      async fetchInto(call, read) {
        const answer = await exchangeInto(fetch, call, read);
        return answer.kind === "answered" ? answer : "no_answer";
      },
    }
  );
}

/** Starts the loop that brings what fans have sent. */
export function startFetching(options: {
  readonly url: string;
  readonly dataDir: string;
  readonly channels: Channels;
  readonly clock: Clock;
  /** The way out. */
  readonly fetch: Fetch;
  readonly ids: Ids;
  readonly onError: (error: unknown) => void;
}): { readonly stop: () => Promise<void> } {
  const { url, dataDir, channels, clock, ids, fetch, onError } = options;
  const connect = createConnection(url);
  const { round } = createFetching({
    remote: remoteMedia(inTurns(connect)),
    meansOf: (accountId) => meansOf(channels, fetch, accountId),
    take: mediaFiles(join(dataDir, "media")).take,
    clock,
    ids,
  });
  const loop = startLoop({ everyMs: POLL_MS, round, onError });
  return {
    async stop() {
      await loop.stop();
      await closeConnection(connect);
    },
  };
}
