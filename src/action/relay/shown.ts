import type { Relay } from "./ports.ts";

/** As the API shows it: the key of the share is nobody's business. */
export type ShownRelay = Omit<Relay, "accountId" | "hashKey" | "changedAt"> & { readonly changedAt: string };

export const shownRelay = ({
  mode,
  downstreams,
  answerMs,
  allowed,
  rules,
  version,
  changedAt,
}: Relay): ShownRelay => ({
  mode,
  downstreams,
  answerMs,
  allowed,
  rules,
  version,
  changedAt: new Date(changedAt).toISOString(),
});
