import Router from "@koa/router";
import Koa, { type Middleware } from "koa";
import type { Registry } from "prom-client";

import { languageOf } from "../text/index.ts";
import { type Health, HEALTH_STYLE, healthPage } from "./health.ts";

export type AppContext = {
  /** Everything below /api. */
  readonly api: Middleware;
  /** Media that platforms may look at. */
  readonly shared?: Middleware;
  /** The fan's simulator and the emulated platform. */
  readonly fan?: Middleware;
  readonly health: () => Promise<Health>;
  readonly registry: Registry;
  readonly onError: (error: unknown) => void;
  /** Serves the console, where it was built. */
  readonly page: Koa.Middleware | undefined;
};

const STRICT =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What a caller did to her own call: broke it off, or sent what is no HTTP. She has her answer; it is no trouble of ours. */
const isOfTheConnection = (error: unknown): boolean =>
  /^(?:HPE_|ECONNRESET$|EPIPE$|ERR_STREAM_PREMATURE_CLOSE$)/.test(
    (error as { readonly code?: string } | null)?.code ?? "",
  );

/** Everything that is not a platform's webhook. */
export function createApp({ api, shared, fan, page, health, registry, onError }: AppContext): Koa {
  const app = new Koa();
  app.on("error", (error: unknown) => {
    if (!isOfTheConnection(error)) onError(error);
  });
  app.use(async (ctx, next) => {
    ctx.set("content-security-policy", STRICT);
    ctx.set("x-content-type-options", "nosniff");
    ctx.set("referrer-policy", "no-referrer");
    await next();
  });
  app.use(api);
  if (shared !== undefined) app.use(shared);
  if (fan !== undefined) app.use(fan);

  const router = new Router();
  router.get("/health", async (ctx) => {
    const state = await health();
    ctx.status = state.ok ? 200 : 503;
    ctx.set("cache-control", "no-store");
    ctx.body =
      ctx.accepts("json", "html") === "html"
        ? healthPage(state, languageOf(ctx.get("accept-language")))
        : state;
    if (typeof ctx.body === "string") ctx.type = "html";
  });
  router.get("/health.css", (ctx) => {
    ctx.type = "css";
    ctx.body = HEALTH_STYLE;
  });
  router.get("/metrics", async (ctx) => {
    ctx.type = registry.contentType;
    ctx.body = await registry.metrics();
  });
  router.get("/", (ctx) => ctx.redirect(page === undefined ? "/health" : "/desk"));
  app.use(router.routes());
  if (page !== undefined) app.use(page);
  app.use((ctx) => {
    ctx.status = 404;
    ctx.body = { error: { code: "not_found", params: {}, message: "There is nothing at this address." } };
  });
  return app;
}
