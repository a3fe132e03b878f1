import type { IncomingMessage, ServerResponse } from "node:http";

import { openBooks } from "../../kit/keep/books.ts";
import type { Entered, LedgerEntry, PushEntry } from "../../kit/keep/ledger.ts";
import { realTimer, type Timer } from "../../kit/time/timer.ts";
import { remember } from "../../kit/keep/memory.ts";
import { memoryStore, type Store } from "../../kit/keep/store.ts";
import { countIps } from "../open-api/ips.ts";
import { consent } from "../open-api/oauth.ts";
import { OPEN_LIMITS, type OpenLimits } from "../open-api/rates.ts";
import type { Person, PublicDeed } from "../square/post.ts";
import { publish } from "../square/publish.ts";
import { openSquare } from "../square/square.ts";
import { type FanAction, receivedFileId, toldOf } from "../fan-action.ts";
import { act } from "./act.ts";
import { handleApi } from "./api.ts";
import { keepFile } from "./files.ts";
import { openPhones } from "./phones.ts";
import { ANSWER_MS, type Push } from "./push.ts";
import { type Books, emptyRoom, keptOf, newFan, type PlatformAccount, recall, type Room } from "./room.ts";
import { SEND_RULE, type SendRule } from "./window.ts";

export type PlatformOptions = {
  readonly accounts: () => readonly PlatformAccount[];
  readonly clock: () => number;
  /** What follows the clock; this machine's own where nothing is said. */
  readonly timer?: Timer;
  readonly random: (bytes: number) => Uint8Array;
  readonly push: Push;
  readonly store?: Store;
  readonly rule?: SendRule;
  /** How often the open API may be asked, where an account was granted nothing else. */
  readonly openLimits?: OpenLimits;
  /** What stands before `/2` in the paths that `handle` is given. */
  readonly base?: string;
  /** How long an account may take to answer; the platform's five seconds unless a test has less patience. */
  readonly answerMs?: number;
  /** What could not be written to the store. */
  readonly onTrouble: (error: unknown) => void;
};

/** Weibo, as far as simulated accounts and their fans can tell. */
export type Platform = Awaited<ReturnType<typeof createPlatform>>;

/** Opens it with what its store remembers. */
export async function createPlatform(options: PlatformOptions) {
  const { accounts, store = memoryStore(), rule = SEND_RULE, base = "", answerMs = ANSWER_MS } = options;
  const books: Books = openBooks(accounts, emptyRoom, await recall(store, accounts()));
  const memory = remember(store, books, () => books.rooms().map(keptOf), options.onTrouble);
  const { openLimits = OPEN_LIMITS, clock, timer = realTimer } = options;
  const square = openSquare(clock);
  const world = { ...options, timer, store, books, rule, answerMs, square, openLimits, ips: countIps() };

  function roomOf(accountId: string): Room {
    const room = books.room(accountId);
    if (room === undefined) throw new Error(`there is no account ${accountId}`);
    return room;
  }

  return {
    ...openPhones(world),
    accounts,
    /** Anything that the platform tells of a fan; who is not known yet is a fan from then on. */
    does(accountId: string, uid: string, action: FanAction): Promise<Entered<PushEntry>> {
      const room = roomOf(accountId);
      const fan = room.fans.get(uid) ?? books.putFan(room, newFan(uid, uid, true));
      const { text } = toldOf(action);
      const shows = { at: world.clock(), side: "fan", shows: { kind: "text", text } } as const;
      return act(world, room, fan, action.does === "mention" ? { action } : { action, shows });
    },
    /** What anybody does in public: the accounts that are called in it are told, or find it. */
    publish: (by: Person, deed: PublicDeed) => publish(world, by, deed),
    /** The account's owner lets its application in: the code for a token. */
    consent: (accountId: string, redirect: string): string =>
      consent(world, roomOf(accountId), redirect, clock()),
    /** Lays down what a fan is about to send. */
    file: (accountId: string, fileId: bigint, bytes: Uint8Array): Promise<void> =>
      keepFile(world, roomOf(accountId), String(receivedFileId(fileId)), bytes),
    /** Answers an account's own server. */
    handle: (request: IncomingMessage, response: ServerResponse): Promise<void> =>
      handleApi(world, base, request, response),
    ledger: (accountId: string): readonly LedgerEntry[] => books.room(accountId)?.ledger ?? [],
    /** Told of every change; returns how to stop being told. */
    watch: books.watch,
    close: memory.close,
  };
}
