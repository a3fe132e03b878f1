import type { Answer } from "../../api/endpoints.ts";

export type System = Answer<"GET /cti/systems">["items"][number];

export type Draft = { name: string; queueId: string; on: boolean };

export const draftOf = (system: System | undefined): Draft => ({
  name: system?.name ?? "",
  queueId: system?.queueId ?? "",
  on: system?.state !== "off",
});

/** As the server takes it. */
export const wishedOf = ({ name, queueId }: Draft, system: System | undefined) => ({
  name: name.trim(),
  queueId: queueId === "" ? null : queueId,
  url: system?.url ?? null,
});
