import type { ClientBase } from "pg";

import type { Stores } from "../../action/ports.ts";
import { checkStore } from "../check/check.ts";
import { conversationStore, listStore } from "../desk/stores.ts";
import { contactStore } from "../desk/serving.ts";
import { mediaStore } from "../media/media.ts";
import { connectorStore } from "../record/connectors.ts";
import { cannedStore } from "../work/canned.ts";
import { outboxStore } from "../work/outbox.ts";
import { reasonStore } from "../work/reason.ts";
import { ticketStore } from "../work/ticket.ts";
import { wrapUpStore } from "../work/wrap-up.ts";
import { agentStore } from "../seat/agent-store.ts";
import { accountStore } from "../people/account.ts";
import { auditStore } from "../people/audit.ts";
import { linkStore } from "../people/link.ts";
import { queueStore } from "../people/queue.ts";
import { seatStore } from "../people/seat.ts";
import { sessionStore } from "../people/session.ts";
import { settingStore } from "../people/setting.ts";
import { signInStore } from "../people/sign-in.ts";
import { staffStore } from "../people/staff.ts";
import type { Vault } from "../secret/vault.ts";

/** Everything that actions and queries may ask, on this connection and in its transaction. */
export const createStores = (client: ClientBase, vault: Vault): Stores => ({
  account: accountStore(client, vault),
  agent: agentStore(client),
  audit: auditStore(client),
  canned: cannedStore(client),
  check: checkStore(client),
  connector: connectorStore(client, vault),
  contact: contactStore(client),
  conversation: conversationStore(client),
  link: linkStore(client),
  list: listStore(client),
  media: mediaStore(client),
  outbox: outboxStore(client),
  queue: queueStore(client),
  reason: reasonStore(client),
  seat: seatStore(client),
  session: sessionStore(client),
  setting: settingStore(client),
  signIn: signInStore(client),
  staff: staffStore(client),
  ticket: ticketStore(client),
  wrapUp: wrapUpStore(client),
});
