import type { Logger } from "pino";

import type { FanMeans } from "../../action/fan/means.ts";
import type { Bus } from "../../bus/bus.ts";
import { TOPIC } from "../../bus/topics.ts";
import type { Ids } from "../../core/kernel/id.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import type { Channels } from "../../flow/channels.ts";
import { createFans } from "../../flow/fan/fans.ts";
import { startLoop } from "../../flow/loop.ts";
import { codeOf } from "../../http/observe.ts";
import { fanStore } from "../../store/fan/fan-store.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { inTurns } from "../../store/hot/turns.ts";
import { closeConnection } from "../loops.ts";

const POLL_MS = 3 * SECOND;

/** Starts the loop that asks platforms about fans and brings them what is to be changed. */
export function startFans(options: {
  readonly url: string;
  readonly channels: Channels;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}): { readonly stop: () => Promise<void> } {
  const { url, channels, bus, clock, ids, log } = options;
  const connect = createConnection(url);
  const store = fanStore(inTurns(connect));
  const trouble = (what: string, error: unknown): void => log.error({ what, ...codeOf(error) }, "trouble");
  const fans = createFans({
    store,
    clock,
    ids,
    watch: {
      trouble,
      refused: (account, what, code) => log.warn({ account, what, code }, "refused by the platform"),
    },
    channels: () =>
      channels
        .all()
        .flatMap(({ account, adapter: { profiles, labels } }) =>
          profiles === undefined && labels === undefined ? [] : [{ accountId: account.id, profiles, labels }],
        ),
  });
  const loop = startLoop({
    everyMs: POLL_MS,
    round: fans.round,
    onError: (error) => trouble("fans", error),
  });
  /** Keys are conversations whose fan has followed, left, or changed her profile. */
  bus.subscribe(TOPIC.fans, (conversationIds) => {
    const ask = conversationIds === undefined ? Promise.resolve() : store.askAnew(conversationIds, clock());
    ask.catch((error: unknown) => trouble("fans", error)).finally(loop.wake);
  });
  return {
    async stop() {
      await loop.stop();
      await closeConnection(connect);
    },
  };
}

/** What an account's platform offers of its fans. */
export function fanMeansOf(channels: Pick<Channels, "of">, accountId: string): FanMeans {
  const { profiles, labels } = channels.of(accountId)?.adapter ?? {};
  return {
    hasProfiles: profiles !== undefined,
    labels: labels?.limits,
    remarkCharsMax: profiles?.remarkCharsMax,
    canBlock: profiles !== undefined,
  };
}
