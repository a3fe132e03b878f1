import Router from "@koa/router";
import type { Context, Middleware } from "koa";
import type { z } from "zod";

import { admit } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { isSame } from "../../core/kernel/same.ts";
import type { Language } from "../../text/index.ts";
import type { Contract } from "../contract/contract.ts";
import { cookieName, readCookie } from "../session/cookie.ts";
import type { SignedIn } from "../session/sessions.ts";
import { addressOf } from "./address.ts";
import { answerFault } from "./answer-fault.ts";
import { guardOrigin, readKey } from "./guard.ts";
import { languageFor } from "./language.ts";
import { openApi } from "./openapi.ts";
import { readInput } from "./read-input.ts";
import type { Api, Call, Route } from "./route.ts";

export type ApiOptions = {
  readonly api: Api;
  readonly routes: readonly Route[];
  readonly publicUrl: string | undefined;
  /** How many proxies of ours stand in front and write `x-forwarded-for`. */
  readonly proxies: number;
  /** Hears of what is no refusal but a bug. */
  readonly onError: (requestId: string, error: unknown) => void;
  /** In tests: what is sent has to be what the contract says. */
  readonly checkAnswers?: boolean;
};

const ROOT = "/api/v1";

/** What holds for a call until its route has been found. */
type Visit = { requestId: string; language: Language; signedIn: SignedIn | undefined };

/** Everything below /api/v1. */
export function createApi(options: ApiOptions): Middleware {
  const { api, routes, publicUrl, onError } = options;
  const router = new Router({ prefix: ROOT });
  const visits = new WeakMap<Context, Visit>();
  const visitOf = (ctx: Context): Visit => {
    const visit = visits.get(ctx);
    if (visit === undefined) throw new Error("A route was reached without the API's own middleware.");
    return visit;
  };

  for (const route of routes) {
    router.register(route.contract.path, [route.contract.method], (ctx) =>
      serve(ctx as Context, visitOf(ctx as Context), route, options),
    );
  }
  const contracts = routes.map(({ contract }) => contract);
  const signed = contracts.filter((contract) => contract.signed === true);
  let document: unknown;
  router.get("/openapi.json", (ctx) => {
    document ??= openApi(contracts, api.version);
    ctx.body = document;
  });
  const found = router.routes();
  const notFound = (ctx: Context): Promise<never> => Promise.reject(missing(ctx, contracts));

  return async (ctx, next) => {
    if (ctx.path !== ROOT && !ctx.path.startsWith(`${ROOT}/`)) return next();
    const visit: Visit = { requestId: api.ids(), language: languageFor(ctx, undefined), signedIn: undefined };
    visits.set(ctx, visit);
    ctx.set("x-request-id", visit.requestId);
    ctx.set("cache-control", "no-store");
    try {
      const isSigned = signed.some(({ method, path }) => method === ctx.method && matches(path, pathOf(ctx)));
      const token = isSigned ? undefined : readCookie(ctx.get("cookie"), cookieName(api.secure));
      if (token !== undefined) visit.signedIn = await api.sessions.of(token);
      visit.language = languageFor(ctx, visit.signedIn?.staff.language);
      if (ctx.method !== "GET" && ctx.method !== "HEAD" && !isSigned) guardOrigin(ctx, publicUrl);
      await found(ctx as never, () => notFound(ctx));
    } catch (error) {
      const failure = ctx.res.headersSent ? cutOff(ctx, error) : answerFault(ctx, error, visit);
      if (failure !== undefined) onError(visit.requestId, failure.bug);
    }
  };
}

/** Half an answer is out: whoever reads it must see that it is not whole. */
function cutOff(ctx: Context, error: unknown): { readonly bug: unknown } {
  ctx.res.destroy();
  return { bug: error };
}

async function serve(ctx: Context, visit: Visit, route: Route, options: ApiOptions): Promise<void> {
  const { contract, handle } = route;
  const { signedIn, requestId, language } = visit;
  admit(signedIn?.actor, contract.permission);
  const key = readKey(ctx, contract);
  const call: Call = {
    input: await readInput(ctx, contract),
    session: signedIn,
    actor: signedIn?.actor,
    key,
    requestId,
    language,
    address: addressOf(ctx, options.proxies),
    ctx,
  };
  const answer = await handle(call as Call<never>, options.api);
  if (contract.bytes?.response !== undefined) return;
  if (contract.response === undefined) {
    ctx.status = 204;
    return;
  }
  if (options.checkAnswers === true) refuseOther(contract, contract.response, answer);
  ctx.body = answer;
}

/** More than the contract says is as wrong as less: it may be what nobody meant to tell. */
function refuseOther(contract: Contract, response: z.ZodType, answer: unknown): void {
  const sent: unknown = JSON.parse(JSON.stringify(answer));
  if (isSame(response.parse(sent), sent)) return;
  throw new Error(`${contract.id} answers more than its contract says.`);
}

/** That there is nothing here, or nothing by this method. */
function missing(ctx: Context, contracts: readonly Contract[]): Fault {
  const known = contracts.some((contract) => matches(contract.path, pathOf(ctx)));
  return known
    ? new Fault("method_wrong", "This address does not know that method.")
    : new Fault("not_found", "There is nothing at this address.");
}

const pathOf = (ctx: Context): string => ctx.path.slice(ROOT.length);

const matches = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replace(/:\w+/g, "[^/]+")}$`).test(path);
