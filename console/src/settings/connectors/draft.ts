import { serverOf, type Settings } from "../../../../src/core/ticket/connector.ts";
import { call } from "../../api/call.ts";
import { type Connector, isKind, type Kind, type Tested } from "./connector.ts";

/** What the form of a connection holds: text, as it is typed. */
export type Draft = {
  kind: Kind;
  name: string;
  url: string;
  apiKey: string;
  project: string;
  trackerId: string;
  urgent: string;
  usual: string;
  low: string;
  closedStatusId: string;
  openStatusId: string;
  textFormat: "textile" | "markdown";
  timeZone: string;
  secret: string;
  previousSecret: string;
  dropsPrevious: boolean;
};

const textAt = (settings: Settings, name: string): string => {
  const value = settings[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

export function draftOf(connector: Connector | undefined): Draft {
  const { kind = "redmine", name = "", settings = {} } = connector ?? {};
  const ids = (settings["priorityIds"] ?? {}) as Settings;
  return {
    kind: isKind(kind) ? kind : "redmine",
    name,
    url: textAt(settings, "url"),
    apiKey: "",
    project: textAt(settings, "project"),
    trackerId: textAt(settings, "trackerId"),
    urgent: textAt(ids, "urgent"),
    usual: textAt(ids, "usual"),
    low: textAt(ids, "low"),
    closedStatusId: textAt(settings, "closedStatusId"),
    openStatusId: textAt(settings, "openStatusId"),
    textFormat: settings["textFormat"] === "markdown" ? "markdown" : "textile",
    timeZone: textAt(settings, "timeZone") || "Asia/Shanghai",
    secret: "",
    previousSecret: "",
    dropsPrevious: false,
  };
}

const given = (fields: Readonly<Record<string, string>>): Settings =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
const numbers = (fields: Readonly<Record<string, string>>): Settings =>
  Object.fromEntries(Object.entries(given(fields)).map(([name, value]) => [name, Number(value)]));

/** As the API takes them: what is empty is left out, so that a secret which is kept stays. */
export function settingsOf(draft: Draft): Settings {
  const url = draft.url.trim();
  if (draft.kind === "signed-webhook") {
    const secrets = given({ secret: draft.secret.trim(), previousSecret: draft.previousSecret.trim() });
    return { url, ...(draft.dropsPrevious ? { previousSecret: null } : {}), ...secrets };
  }
  const { textFormat, trackerId, closedStatusId, openStatusId, urgent, usual, low } = draft;
  const priorityIds = numbers({ urgent, usual, low });
  return {
    url,
    project: draft.project.trim(),
    textFormat,
    ...given({ apiKey: draft.apiKey.trim(), timeZone: draft.timeZone.trim() }),
    ...numbers({ trackerId, closedStatusId, openStatusId }),
    ...(Object.keys(priorityIds).length === 0 ? {} : { priorityIds }),
  };
}

/** Whether its secret stays as it is: there is one, for this very server. */
export const isKept = (secret: string, draft: Draft, known: Connector | undefined): boolean =>
  known?.secrets.includes(secret) === true &&
  serverOf({ url: draft.url.trim() }) === serverOf(known.settings);

/** What has to be there is there; whether it is right, the server says. */
export function isComplete(draft: Draft, known: Connector | undefined): boolean {
  if (draft.name.trim() === "" || draft.url.trim() === "") return false;
  if (draft.kind === "signed-webhook") return draft.secret.trim() !== "" || isKept("secret", draft, known);
  const hasKey = draft.apiKey.trim() !== "" || isKept("apiKey", draft, known);
  return hasKey && draft.project.trim() !== "";
}

/** Makes one, or changes the one that is known; the answer is how it stands. */
export function keep(draft: Draft, known: Connector | undefined): Promise<Connector> {
  const body = { name: draft.name.trim(), settings: settingsOf(draft) };
  if (known === undefined) return call("POST /connectors", { body: { ...body, kind: draft.kind } });
  const { id, version } = known;
  return call("PATCH /connectors/:id", { params: { id }, body: { ...body, version } });
}

/** The server itself waits 20 s for the CRM. */
const ANSWER_MS = 30_000;

/** Tries what is typed, with the secrets that are kept. */
export function tryOut(draft: Draft, known: Connector | undefined): Promise<Tested> {
  const settings = settingsOf(draft);
  const options = { answerMs: ANSWER_MS };
  if (known === undefined) {
    return call("POST /connectors/test", { body: { kind: draft.kind, settings }, ...options });
  }
  return call("POST /connectors/:id/test", { params: { id: known.id }, body: { settings }, ...options });
}
