import { headersOf, refusalFrom } from "./call.ts";
import { Refusal } from "./refusal.ts";
import { t } from "../text/index.ts";

/** For ten megabytes over the slowest line on which anybody would wait for it. */
const UPLOAD_MS_MAX = 10 * 60_000;

type Options = {
  readonly key: string;
  /** How much has left, from 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
};

/**
 * Sends bytes to the server, once; whoever sends them again under the same key has sent them once. Only the old way of
 * asking tells how far it has come.
 * @throws {Refusal} as `call`; an `AbortError` where it was called off
 */
export function upload(body: Blob, { key, onProgress, signal }: Options): Promise<{ readonly id: string }> {
  const request = new XMLHttpRequest();
  const cancel = (): void => request.abort();
  signal.addEventListener("abort", cancel);
  return new Promise<{ readonly id: string }>((resolve, reject) => {
    const unreachable = (): void =>
      reject(new Refusal(0, { code: "server_unreachable", message: t("app.unreachable") }));
    request.open("POST", "/api/v1/media");
    for (const [name, value] of Object.entries(headersOf(key))) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.timeout = UPLOAD_MS_MAX;
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(loaded / Math.max(1, total)),
    );
    request.addEventListener("load", () => {
      if (request.status === 200) resolve(request.response as { readonly id: string });
      else reject(refusalFrom(request.status, request.response));
    });
    request.addEventListener("error", unreachable);
    request.addEventListener("timeout", unreachable);
    request.addEventListener("abort", () => reject(new DOMException("called off", "AbortError")));
    request.send(body);
  }).finally(() => signal.removeEventListener("abort", cancel));
}
