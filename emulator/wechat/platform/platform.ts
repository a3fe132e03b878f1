import type { IncomingMessage, ServerResponse } from "node:http";

import { watchSessions } from "./account/sessions.ts";
import { handleApi } from "./api/handle.ts";
import { openBooks } from "../../kit/keep/books.ts";
import type { LedgerEntry } from "../../kit/keep/ledger.ts";
import { realTimer, type Timer } from "../../kit/time/timer.ts";
import { remember } from "../../kit/keep/memory.ts";
import type { Store } from "../../kit/keep/store.ts";
import { keptOf, recall } from "./keep/memory.ts";
import type { FanAction } from "../fan-action.ts";
import { inform } from "./phone/act.ts";
import type { World } from "./world.ts";
import { type Books, emptyRoom, type PlatformAccount, type Room } from "./keep/room.ts";
import { openPhones } from "./phone/phones.ts";
import { ANSWER_MS } from "./push/deliver.ts";
import type { Push } from "./push/push.ts";

export type PlatformOptions = {
  readonly accounts: () => readonly PlatformAccount[];
  readonly clock: () => number;
  /** What follows the clock; this machine's own where nothing is said. */
  readonly timer?: Timer;
  readonly random: (bytes: number) => Uint8Array;
  readonly push: Push;
  readonly store: Store;
  /** The address under which `handle` is reached, without a slash at its end. */
  readonly address: () => string;
  /** What stands before `/cgi-bin` in the paths that `handle` is given. */
  readonly base?: string;
  /** How long an account may take to answer; the platform's five seconds unless a test has less patience. */
  readonly answerMs?: number;
  /** What could not be written to the store. */
  readonly onTrouble: (error: unknown) => void;
};

/** WeChat, as far as simulated accounts and their fans can tell. */
export type Platform = Awaited<ReturnType<typeof createPlatform>>;

/** Opens it with what its store remembers. */
export async function createPlatform(options: PlatformOptions) {
  const { accounts, clock, random, push, store, address, base = "", answerMs = ANSWER_MS } = options;
  const { timer = realTimer } = options;
  const books: Books = openBooks(accounts, emptyRoom, await recall(store, accounts()));
  const memory = remember(store, books, () => books.rooms().map(keptOf), options.onTrouble);
  const pictureUrl = (mediaId: string): string => `${address()}/pictures/${mediaId}`;
  const world: World = { clock, timer, random, books, store, pictureUrl, tell };

  function tell(room: Room, openid: string, action: FanAction): void {
    inform({ world, push, answerMs }, room, openid, action).catch(options.onTrouble);
  }

  watchSessions(world);
  return {
    ...openPhones({ world, push, answerMs }),
    accounts,
    /** Answers an account's own server: tokens, sends, media; and whoever fetches a picture. */
    handle: (request: IncomingMessage, response: ServerResponse): Promise<void> =>
      handleApi(world, base, request, response),
    ledger: (accountId: string): readonly LedgerEntry[] => books.room(accountId)?.ledger ?? [],
    /** Told of every change; returns how to stop being told. */
    watch: books.watch,
    close: memory.close,
  };
}
