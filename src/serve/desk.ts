import { join } from "node:path";

import type { ChannelLimits } from "../action/conversation/read-conversation.ts";
import type { Bus } from "../bus/bus.ts";
import { TOPIC } from "../bus/topics.ts";
import type { Remote } from "../action/media/ports.ts";
import { longestWindowMs } from "../core/ledger/rule.ts";
import { lookKey, readLook } from "../core/desk/presence.ts";
import { type Clock, SECOND } from "../core/kernel/instant.ts";
import type { Channels } from "../flow/channels.ts";
import { createDeskHub } from "../flow/desk/hub.ts";
import { createTypingSigns } from "../flow/desk/typing.ts";
import { fetchMedium } from "../flow/media/fetch.ts";
import type { Route } from "../http/api/route.ts";
import { deskRoutes } from "../http/routes/desk.ts";
import { fanRoutes } from "../http/routes/platform/fans.ts";
import { mediaRoutes } from "../http/routes/media.ts";
import { workRoutes } from "../http/routes/work.ts";
import { streamRoutes } from "../http/stream/routes.ts";
import type { Fetch } from "../kit/http/exchange.ts";
import { deskStore } from "../store/desk/stream.ts";
import { createConnections } from "../store/hot/connections.ts";
import { mediaFiles } from "../store/media/files.ts";
import { fanMeansOf } from "./channel/fans.ts";
import { typingTo } from "./channel/typing.ts";
import { meansOf } from "./channel/fetching.ts";
import { connectorKinds } from "./crm/kinds.ts";

/** A look asks several things at once. */
const CONNECTIONS = 3;
/** What WeChat takes; for an account that has just been disconnected. */
const TEXT_BYTES_MAX = 2_048;

export type DeskService = {
  readonly routes: readonly Route[];
  /** Ends all streams. */
  readonly close: () => Promise<void>;
};

/** What agents do and see, live. */
export function openDesk(options: {
  readonly url: string;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly version: string;
  readonly channels: Pick<Channels, "of">;
  readonly dataDir: string;
  /** The way out. */
  readonly fetch: Fetch;
  readonly onError: (error: unknown) => void;
}): DeskService {
  const { url, bus, clock, version, channels, dataDir, fetch, onError } = options;
  const connections = createConnections(url, CONNECTIONS);
  const store = deskStore(connections.borrow);
  const hub = createDeskHub({ store, clock, version, onError });
  const unsubscribe = [
    bus.subscribe(TOPIC.staff, (staffIds) => hub.wake(staffIds)),
    bus.subscribe(TOPIC.session, () => hub.check()),
    bus.subscribe(TOPIC.presence, (keys) => {
      for (const key of keys ?? []) {
        const look = readLook(key);
        if (look !== undefined) hub.look(look);
      }
    }),
  ];
  const ticking = setInterval(() => void hub.tick(), SECOND);

  const showTyping = createTypingSigns({ to: typingTo(connections.borrow, channels), clock, onError });

  return {
    routes: [
      ...deskRoutes(
        (accountId) => limitsOf(channels, accountId),
        (accountId) => channels.of(accountId)?.adapter.traits.windows,
      ),
      ...fanRoutes((accountId) => fanMeansOf(channels, accountId)),
      ...workRoutes(connectorKinds.linkOf),
      ...mediaRoutes(mediaOf(channels, dataDir, fetch)),
      ...streamRoutes(hub, (look) => {
        bus.publish(TOPIC.presence, lookKey(look));
        void showTyping(look);
      }),
    ],
    async close() {
      clearInterval(ticking);
      for (const stop of unsubscribe) stop();
      await hub.close();
      await connections.close();
    },
  };
}

/** What is kept here, and what still has to be asked for. */
function mediaOf(channels: Pick<Channels, "of">, dataDir: string, fetch: Fetch) {
  const files = mediaFiles(join(dataDir, "media"));
  return {
    ...files,
    fetch(remote: Remote) {
      const means = meansOf(channels, fetch, remote.accountId);
      return means && fetchMedium(means, remote, remote.is, files.take);
    },
  };
}

function limitsOf(channels: Pick<Channels, "of">, accountId: string): ChannelLimits {
  const {
    textBytesMax = TEXT_BYTES_MAX,
    textCharsMax = Infinity,
    windows,
    sends = {},
  } = channels.of(accountId)?.adapter.traits ?? {};
  return { bytesMax: textBytesMax, charsMax: textCharsMax, windowMs: longestWindowMs(windows), sends };
}
