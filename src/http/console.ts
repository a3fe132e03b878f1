import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, relative } from "node:path";

import type { Middleware } from "koa";

/**
 * Nothing inline, nothing from elsewhere: hostile text is shown here all day, and this is the second wall. Pictures may
 * also be what was pasted just now (blob) and small drawings of the styles (data).
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "font-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
];
const policyFor = (framers: readonly string[]): string =>
  [...POLICY, `frame-ancestors ${framers.length === 0 ? "'none'" : framers.join(" ")}`].join("; ");

/** No page of another's has ours within it, */
export const CONSOLE_POLICY = policyFor([]);
/** but for this one, beside a telephone whose origin an administrator has entered. */
const PANEL = /^\/panel\/?$/;

/** The addresses that the page itself tells apart (console/src/app/routes.ts). Every other one is not found. */
const PAGES =
  /^\/(?:login|setup|invitation|desk(?:\/[\w-]{1,64})?|social(?:\/(?:attained|sample))?|floor|people(?:\/import)?|roles|groups(?:\/[\w-]{1,64})?|misroutes|newcomers|practice|skills|breaks|presets|reasons|canned|accounts|relay(?:\/[\w-]{1,64})?|takeover(?:\/[\w-]{1,64})?|kb\/(?:import|todo|release|learning|report|faq(?:\/[\w-]{1,64})?)|lanes|telephony|codes|menus|connectors|spending|audit|fan|me|missed|panel)\/?$/;

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".html": "text/html; charset=utf-8",
  ".mp3": "audio/mpeg",
  ".png": "image/png",
  ".json": "application/json",
};

/** Origins that may frame the panel now. */
type Framers = () => Promise<readonly string[]>;
const nobody: Framers = () => Promise.resolve([]);

type Read = (path: string) => Promise<Buffer>;
type Encoding = "identity" | "gzip" | "br";
type Asset = {
  readonly type: string;
  readonly etag: string;
  readonly content: Readonly<Partial<Record<Encoding, Buffer>>>;
};

/**
 * The console as it was built, held in memory: a build under a running server changes nothing until it starts anew, so
 * a page and the API it speaks with are of one version. `undefined` where it was not built.
 */
export async function loadConsole(
  folder: string,
  { read = readFile, framers = nobody }: { readonly read?: Read; readonly framers?: Framers } = {},
): Promise<Middleware | undefined> {
  const assets = await readWhole(folder, read);
  const index = assets.get("/index.html");
  if (index === undefined) return undefined;
  return async (ctx, next) => {
    const reads = ctx.method === "GET" || ctx.method === "HEAD";
    const isPage = PAGES.test(ctx.path);
    const asset = isPage ? index : assets.get(ctx.path);
    if (!reads || asset === undefined) return next();
    const isPanel = PANEL.test(ctx.path);
    const policy = isPanel ? policyFor(await framers()) : CONSOLE_POLICY;
    if (isPage) ctx.set("content-security-policy", policy);
    // Names under /assets carry the hash of what is in them.
    const forEver = ctx.path.startsWith("/assets/");
    // Who may frame the panel is asked anew each time.
    const briefly = isPanel ? "no-store" : "no-cache";
    ctx.set("cache-control", forEver ? "public, max-age=31536000, immutable" : briefly);
    ctx.vary("accept-encoding");
    ctx.etag = asset.etag;
    ctx.status = 200;
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
    const encoding = chooseEncoding(asset, (wanted) => ctx.acceptsEncodings(wanted) !== false);
    if (encoding !== "identity") ctx.set("content-encoding", encoding);
    ctx.body = asset.content[encoding];
    ctx.type = asset.type;
  };
}

/** The smallest that the browser reads: it names them in an order that means nothing. */
function chooseEncoding({ content }: Asset, isAccepted: (encoding: Encoding) => boolean): Encoding {
  const wanted = (["br", "gzip"] as const).find(
    (encoding) => content[encoding] !== undefined && isAccepted(encoding),
  );
  return wanted ?? "identity";
}

/** Again where a build took the folder's place meanwhile: a page and its parts are of one build. */
async function readWhole(folder: string, read: Read): Promise<ReadonlyMap<string, Asset>> {
  const before = await inodeOf(folder);
  const [found] = await Promise.allSettled([readAssets(folder, read)]);
  if ((await inodeOf(folder)) !== before) return readWhole(folder, read);
  if (found.status === "rejected") throw found.reason;
  return found.value;
}

const inodeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ ino }) => ino,
    () => undefined,
  );

async function readAssets(folder: string, read: Read): Promise<ReadonlyMap<string, Asset>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => TYPES[extname(path)] !== undefined && !relative(folder, path).startsWith("."));
  return new Map(
    await Promise.all(
      paths.map(async (path) => [`/${relative(folder, path)}`, await readAsset(path, read)] as const),
    ),
  );
}

async function readAsset(path: string, read: Read): Promise<Asset> {
  const identity = await read(path);
  const [gzip, br] = await Promise.all(
    [".gz", ".br"].map((ending) => read(path + ending).catch(() => undefined)),
  );
  return {
    type: TYPES[extname(path)] ?? "application/octet-stream",
    etag: createHash("sha256").update(identity).digest("base64url").slice(0, 22),
    content: { identity, ...(gzip && { gzip }), ...(br && { br }) },
  };
}
