import { Refusal } from "../../api/refusal.ts";
import { preferences } from "../../me/preferences.ts";
import { t } from "../../text/index.ts";

export const FAN_API = "/fan/api";
/** The platform gives an account three times five seconds to answer, and so long a fan's act may take. */
const ANSWER_MS_MAX = 20_000;

/**
 * Asks the simulator; with a body it is a POST, JSON unless it is a Blob.
 * @throws {Refusal} with the server's own sentence; `status` 0 where it could not be reached.
 */
export async function ask<T>(path: string, body?: object): Promise<T> {
  const isBlob = body instanceof Blob;
  const response = await fetch(`${FAN_API}${path}`, {
    ...(body !== undefined && { method: "POST", body: isBlob ? body : JSON.stringify(body) }),
    headers: {
      "accept-language": preferences.language,
      "x-seatbridge": "1",
      ...(body !== undefined && !isBlob && { "content-type": "application/json" }),
    },
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  }).catch(() => {
    throw new Refusal(0, { code: "server_unreachable", message: t("app.unreachable") });
  });
  if (response.ok) return (await response.json()) as T;
  const failure = (await response.json().catch(() => undefined)) as
    | { readonly error?: ConstructorParameters<typeof Refusal>[1] }
    | undefined;
  throw new Refusal(
    response.status,
    failure?.error ?? {
      code: `http_${response.status}`,
      message: t("app.failed", { status: response.status }),
    },
  );
}
