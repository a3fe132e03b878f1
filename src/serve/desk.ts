import { join } from "node:path";

import type { ChannelLimits } from "../action/conversation/read-conversation.ts";
import type { Bus } from "../bus/bus.ts";
import { TOPIC } from "../bus/topics.ts";
import type { RemotePicture } from "../action/media/ports.ts";
import { longestWindowMs } from "../core/ledger/rule.ts";
import { lookKey, readLook } from "../core/desk/presence.ts";
import { type Clock, SECOND } from "../core/kernel/instant.ts";
import type { Channels } from "../flow/channels.ts";
import { createDeskHub } from "../flow/desk/hub.ts";
import { fetchPicture, fetchPictureById, type FetchBytes } from "../flow/media/pictures.ts";
import type { Route } from "../http/api/route.ts";
import { deskRoutes } from "../http/routes/desk.ts";
import { mediaRoutes } from "../http/routes/media.ts";
import { workRoutes } from "../http/routes/work.ts";
import { streamRoutes } from "../http/stream/routes.ts";
import { exchange } from "../kit/http/exchange.ts";
import { deskStore } from "../store/desk/stream.ts";
import { createConnections } from "../store/hot/connections.ts";
import { mediaFiles } from "../store/media/files.ts";
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
  readonly onError: (error: unknown) => void;
}): DeskService {
  const { url, bus, clock, version, channels, dataDir, onError } = options;
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

  const files = mediaFiles(join(dataDir, "media"));
  const media = {
    ...files,
    fetch({ accountId, url, externalId }: RemotePicture) {
      const { mediaHosts = [], fetchMedia } = channels.of(accountId)?.adapter ?? {};
      if (url !== null) return fetchPicture(fetchBytes, url, mediaHosts);
      return externalId === null || fetchMedia === undefined
        ? undefined
        : fetchPictureById(fetchMedia, externalId);
    },
  };
  const limitsOf = (accountId: string): ChannelLimits => {
    const {
      textBytesMax = TEXT_BYTES_MAX,
      textCharsMax = Infinity,
      windows,
    } = channels.of(accountId)?.adapter.traits ?? {};
    return { bytesMax: textBytesMax, charsMax: textCharsMax, windowMs: longestWindowMs(windows) };
  };

  return {
    routes: [
      ...deskRoutes(limitsOf, (accountId) => channels.of(accountId)?.adapter.traits.windows),
      ...workRoutes(connectorKinds.linkOf),
      ...mediaRoutes(media),
      ...streamRoutes(hub, (look) => bus.publish(TOPIC.presence, lookKey(look))),
    ],
    async close() {
      clearInterval(ticking);
      for (const stop of unsubscribe) stop();
      await hub.close();
      await connections.close();
    },
  };
}

const fetchBytes: FetchBytes = async ({ url, timeoutMs, bytesMax }) => {
  const answer = await exchange(fetch, { url, timeoutMs, answerBytesMax: bytesMax });
  if (answer.kind === "answered") return answer;
  return answer.reason === "answer_too_long" ? "too_large" : "no_answer";
};
