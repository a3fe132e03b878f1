import type { AccountStore } from "./account/ports.ts";
import type { AgentStore } from "./agent/ports.ts";
import type { AuditStore } from "./audit/ports.ts";
import type { CannedStore } from "./canned/ports.ts";
import type { CheckStore } from "./check/ports.ts";
import type { ConnectorStore } from "./connector/ports.ts";
import type { ContactStore } from "./contact/ports.ts";
import type { ConversationStore } from "./conversation/ports.ts";
import type { LinkStore } from "./link/ports.ts";
import type { ListStore } from "./list/ports.ts";
import type { MediaStore } from "./media/ports.ts";
import type { OutboxStore } from "./outbox/ports.ts";
import type { QueueStore } from "./queue/ports.ts";
import type { ReasonStore } from "./reason/ports.ts";
import type { SeatStore } from "./seat/ports.ts";
import type { SessionStore, SignInStore } from "./session/ports.ts";
import type { SettingStore } from "./setting/ports.ts";
import type { StaffStore } from "./staff/ports.ts";
import type { TicketStore } from "./ticket/ports.ts";
import type { WrapUpStore } from "./wrap-up/ports.ts";

/**
 * All that actions may ask of a transaction, by noun. A new noun brings its own `<noun>/ports.ts`, its SQL in
 * `store/`, and one line here and in `store/action/stores.ts`.
 */
export type Stores = {
  readonly account: AccountStore;
  readonly agent: AgentStore;
  readonly audit: AuditStore;
  readonly canned: CannedStore;
  readonly check: CheckStore;
  readonly connector: ConnectorStore;
  readonly contact: ContactStore;
  readonly conversation: ConversationStore;
  readonly link: LinkStore;
  readonly list: ListStore;
  readonly media: MediaStore;
  readonly outbox: OutboxStore;
  readonly queue: QueueStore;
  readonly reason: ReasonStore;
  readonly seat: SeatStore;
  readonly session: SessionStore;
  readonly setting: SettingStore;
  readonly signIn: SignInStore;
  readonly staff: StaffStore;
  readonly ticket: TicketStore;
  readonly wrapUp: WrapUpStore;
};
