import type { Contact } from "../../core/contact/contact.ts";
import type { Seated } from "../../core/desk/desk.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { SessionEvent, SignOut } from "../../core/seating/session-event.ts";
import type { AgentSession } from "../../core/seating/session.ts";
import type { AgentWork, WorkChange } from "../../core/seating/work.ts";

/** A seat to sign in on, and who is on it. */
export type SeatChoice = { readonly id: string; readonly number: string; readonly takenBy: string | null };

/** How her last session ended: whoever was signed off, or lost her desk, is told. */
export type LastSession = {
  readonly seatNumber: string;
  readonly signedInAt: string;
  readonly signedOutAt: string;
  readonly how: SignOut;
  /** The supervisor, where one signed her off. */
  readonly by: string | null;
};

/** An offer as it is or was, and who has its contact by now. */
export type OfferSeen = {
  readonly staffId: string;
  readonly contactId: string;
  readonly conversationId: string;
  readonly outcome: "accepted" | "rejected" | "no_answer" | "withdrawn" | "agent_gone" | null;
  /** 一起响: others were asked with her, and are still. */
  readonly isCall: boolean;
  readonly owner: { readonly id: string; readonly name: string } | null;
};

export type Stamp = { readonly actor: string; readonly at: Instant };

/** An agent at her seat. Everything that is locked stays so until the transaction ends. */
export type AgentStore = {
  /** Her sign-in that lives, with its work, locked: the offers, or all that she has. */
  readonly work: (staffId: string, scope: "offers" | "all") => Promise<AgentWork | undefined>;
  readonly write: (change: WorkChange, stamp: Stamp) => Promise<AgentSession>;
  /** Raced where she, or somebody on that seat, is signed in by now. */
  readonly open: (
    id: string,
    event: Extract<SessionEvent, { code: "signed_in" }>,
    stamp: Stamp,
  ) => Promise<AgentSession>;
  /** Contacts that are still hers from a desk that was lost, locked. */
  readonly orphans: (staffId: string) => Promise<readonly Contact[]>;
  /** Wrap-ups that she owes. */
  readonly owed: (staffId: string) => Promise<number>;
  /** Fans of hers who wait for a word. */
  readonly leaves: (staffId: string) => Promise<number>;
  /** The name of whoever is on the seat. */
  readonly occupant: (
    seatId: string,
  ) => Promise<{ readonly staffId: string; readonly name: string } | undefined>;
  readonly choices: () => Promise<readonly SeatChoice[]>;
  /** Her desk was heard of. */
  readonly beat: (sessionId: string, at: Instant) => Promise<void>;
  /** As the desk shows it. */
  readonly shown: (session: AgentSession) => Promise<Seated>;
  readonly last: (staffId: string) => Promise<LastSession | undefined>;
  readonly offer: (id: string) => Promise<OfferSeen | undefined>;
};
