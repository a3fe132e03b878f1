import type { IncomingHttpHeaders } from "node:http";

import type { Parts } from "./known.ts";

/** The house's proxy, for an address that is reached by it; undefined: directly. */
export type Through = (url: URL) => ((call: Asked) => Promise<Answered>) | undefined;

type Asked = Parts & { readonly signal: AbortSignal };
type Answered = {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AsyncIterable<Buffer>;
};
