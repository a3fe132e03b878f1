import type { Answer } from "../../api/endpoints.ts";

export type System = Answer<"GET /cti/systems">["items"][number];

export type Draft = { name: string; queueId: string; url: string; origins: string; on: boolean };

export const draftOf = (system: System | undefined): Draft => ({
  name: system?.name ?? "",
  queueId: system?.queueId ?? "",
  url: system?.url ?? "",
  origins: system?.panelOrigins.join("\n") ?? "",
  on: system?.state !== "off",
});

/** As the server takes it. */
export const wishedOf = ({ name, queueId, url, origins }: Draft) => ({
  name: name.trim(),
  queueId: queueId === "" ? null : queueId,
  url: url.trim() === "" ? null : url.trim(),
  // An origin has no path: what is copied from an address bar often ends by one.
  panelOrigins: origins.split(/\s+/).flatMap((word) => (word === "" ? [] : [word.replace(/\/+$/, "")])),
});
