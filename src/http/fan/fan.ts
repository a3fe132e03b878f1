import Router from "@koa/router";
import type { Context, Middleware } from "koa";

import { Fault } from "../../core/kernel/fault.ts";
import type { Ids } from "../../core/kernel/id.ts";
import { answerFault } from "../api/answer-fault.ts";
import { languageFor } from "../api/language.ts";
import { readInput } from "../api/read-input.ts";
import { readBody } from "../body.ts";
import type { Contract, InputOf } from "../contract/contract.ts";
import {
  act,
  keepPicture,
  listAccounts,
  listFans,
  makeFan,
  playTrick,
  readPhone,
  runAhead,
  setAstray,
  setFault,
  watchPhone,
} from "../contract/fan/calls.ts";
import type { FanAccount } from "../contract/fan/view.ts";
import { STREAMS_MAX, streamPhone, type Watching } from "./events.ts";
import type { EmulatedPlatform, FanPlatform } from "./platform.ts";
import { told } from "./refusal.ts";

export type FanOptions = Omit<Watching, "platform"> & {
  readonly platforms: readonly EmulatedPlatform[];
  /** Who may be a fan here: whoever sits at this machine, or is signed in. */
  readonly mayBeFan: (ctx: Context) => Promise<boolean>;
  /** Our own side follows a fan's clock that was moved on. */
  readonly moveClock: (accountId: string, openid: string, ms: number) => Promise<void>;
  readonly ids: Ids;
};

export type FanDoor = {
  readonly middleware: Middleware;
  /** Ends the streams. */
  readonly close: () => void;
};

const API = "/fan/api";
/** What stands before the path of every emulated platform. */
export const EMULATOR = "/emulator";
const PICTURE_BYTES_MAX = 4 * 1_024 * 1_024;

const under = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** The fan's page's own calls, and the emulated platforms' APIs. All are there only while a practice account is. */
export function createFanDoor(options: FanOptions): FanDoor {
  const { platforms, mayBeFan, ids, onError } = options;
  const streams = new Set<() => void>();
  const routes = fanRoutes(options, streams).routes();

  const middleware: Middleware = async (ctx, next) => {
    const emulated = platforms.find(({ base }) => under(ctx.path, base));
    const isOurs = emulated !== undefined || under(ctx.path, API);
    if (!isOurs || platforms.every(({ accounts }) => accounts().length === 0)) return next();
    const visit = { requestId: ids(), language: languageFor(ctx, undefined) };
    ctx.set("x-request-id", visit.requestId);
    ctx.set("cache-control", "no-store");
    try {
      if (!(await mayBeFan(ctx))) throw new Fault("fan_forbidden", "Only from this machine, or signed in.");
      if (emulated !== undefined) {
        ctx.respond = false;
        return await emulated.handle(ctx.req, ctx.res);
      }
      if (ctx.method !== "GET") guardOwnPage(ctx);
      await routes(ctx as never, () => Promise.reject(new Fault("not_found", "There is nothing here.")));
    } catch (error) {
      const failure = answerFault(ctx, error, visit);
      if (failure !== undefined) onError(failure.bug);
    }
  };
  return {
    middleware,
    close: () => {
      for (const stop of streams) stop();
    },
  };
}

/**
 * A page of another site may post here as well as ours; but it can neither set this header nor hide where it is
 * from. A command on this machine has no origin.
 * @throws Fault `origin_wrong`
 */
function guardOwnPage(ctx: Context): void {
  const origin = ctx.get("origin");
  const own = origin === "" || (URL.canParse(origin) && new URL(origin).host === ctx.get("host"));
  if (!own || ctx.get("x-seatbridge") !== "1") throw new Fault("origin_wrong", "From another site.");
}

/** Which accounts there are, and on which platform each is. */
function directoryOf(platforms: readonly EmulatedPlatform[]) {
  const accounts = (): readonly FanAccount[] =>
    platforms.flatMap((platform) =>
      platform.accounts().map(({ id, name, title }) => ({ id, name, title, platform: platform.name })),
    );

  /** @throws Fault `fan_account_unknown` */
  const of = (accountId: string): FanPlatform => {
    const platform = platforms.find((one) => one.accounts().some(({ id }) => id === accountId));
    return told<FanPlatform>(platform ?? { kind: "refused", why: "account_unknown" });
  };

  /** Accounts may be named by their name: who types a command knows no id. */
  const named = <T>(input: T): T => {
    const given = (input as { readonly account?: string }).account;
    const account = accounts().find(({ name }) => name === given);
    return account === undefined ? input : { ...input, account: account.id };
  };
  return { accounts, of, named };
}

function fanRoutes(options: FanOptions, streams: Set<() => void>): Router {
  const { platforms, readMatch, moveClock, onError } = options;
  const router = new Router({ prefix: API });
  const { accounts, of, named } = directoryOf(platforms);

  function on<C extends Contract>(contract: C, handle: (input: InputOf<C>, ctx: Context) => unknown): void {
    router.register(contract.path, [contract.method], async (ctx) => {
      const input = named((await readInput(ctx as Context, contract)) as InputOf<C>);
      const answer = await handle(input, ctx as Context);
      if (ctx.respond !== false) ctx.body = answer;
    });
  }

  on(listAccounts, () => ({ accounts: accounts() }));
  on(listFans, ({ account }) => ({ fans: of(account).fans(account) }));
  on(makeFan, ({ account, name, following }) =>
    told(of(account).fan(account, { following, ...(name !== undefined && { name }) })),
  );
  on(act, async ({ account, fan, deed, forged }) => told(await of(account).act(account, fan, deed, forged)));
  on(keepPicture, async ({ account }, ctx) => {
    const bytes = await readBody(ctx.req, PICTURE_BYTES_MAX);
    if (bytes !== undefined) return told(await of(account).picture(account, bytes));
    return told({ kind: "refused", why: "picture_too_large" });
  });
  on(runAhead, async ({ account, fan, ms }) => {
    const done = told(of(account).ahead(account, fan, ms));
    await moveClock(account, fan, ms);
    return done;
  });
  on(setFault, ({ account, fault }) => told(of(account).fault(account, fault ?? undefined)));
  on(setAstray, ({ account, astray }) => told(of(account).astray(account, astray ?? undefined)));
  on(playTrick, async ({ account, fan, trick }) => told(await of(account).trick(account, fan, trick)));
  on(readPhone, async ({ account, fan, since }) => ({
    ...told(of(account).phone(account, fan, since)),
    match: await readMatch(account, fan),
  }));
  on(watchPhone, ({ account, fan }, ctx) => {
    const platform = of(account);
    told(platform.phone(account, fan));
    if (streams.size >= STREAMS_MAX) throw new Fault("busy", "Too many pages look on at once.");
    ctx.respond = false;
    const stop = streamPhone({ platform, readMatch, onError }, { accountId: account, openid: fan }, ctx.res);
    streams.add(stop);
    ctx.res.once("close", () => streams.delete(stop));
  });
  return router;
}
