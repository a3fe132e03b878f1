import * as connection from "./account/connection.ts";
import * as quota from "./account/quota.ts";
import * as contentCheck from "./content/content-check.ts";
import * as material from "./content/material.ts";
import * as media from "./content/media.ts";
import * as agents from "./desk/accounts.ts";
import * as records from "./desk/records.ts";
import * as sessions from "./desk/sessions.ts";
import type { Endpoint } from "./endpoint.ts";
import * as autoReply from "./entry/auto-reply.ts";
import * as menus from "./entry/menus.ts";
import * as qrCodes from "./entry/qr-codes.ts";
import * as blacklist from "./fan/blacklist.ts";
import * as tags from "./fan/tags.ts";
import * as users from "./fan/users.ts";
import * as customSend from "./talk/custom-send.ts";
import * as massSend from "./talk/mass-send.ts";
import * as subscription from "./talk/subscription.ts";
import * as template from "./talk/template.ts";
import * as typing from "./talk/typing.ts";
import { readToken } from "./token/own.ts";

const modules = [
  connection,
  quota,
  contentCheck,
  media,
  material,
  agents,
  records,
  sessions,
  autoReply,
  menus,
  qrCodes,
  blacklist,
  tags,
  users,
  customSend,
  massSend,
  subscription,
  template,
  typing,
  { readToken },
];

/** Every call that is known, for who looks one up by its path. */
export const endpoints: readonly Endpoint[] = modules.flatMap((module) =>
  Object.values(module as Readonly<Record<string, unknown>>).filter(isEndpoint),
);

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === "object" && value !== null && "path" in value && "answer" in value;
}
