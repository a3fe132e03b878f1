import type { z } from "zod";

import type { AnswerOf, Contract } from "../../../src/http/contract/contract.ts";
import type * as breaks from "../../../src/http/contract/breaks/breaks.ts";
import type * as canned from "../../../src/http/contract/desk/canned.ts";
import type * as abuse from "../../../src/http/contract/abuse/abuse.ts";
import type * as consult from "../../../src/http/contract/consult/consult.ts";
import type * as review from "../../../src/http/contract/consult/review.ts";
import type * as contact from "../../../src/http/contract/desk/contact.ts";
import type * as conversation from "../../../src/http/contract/desk/conversation.ts";
import type * as desk from "../../../src/http/contract/desk/desk.ts";
import type * as code from "../../../src/http/contract/platform/code.ts";
import type * as fan from "../../../src/http/contract/platform/fan.ts";
import type * as assist from "../../../src/http/contract/knowledge/assist.ts";
import type * as entry from "../../../src/http/contract/knowledge/entry.ts";
import type * as learning from "../../../src/http/contract/knowledge/learning.ts";
import type * as expiry from "../../../src/http/contract/work/expiry.ts";
import type * as entrySheet from "../../../src/http/contract/knowledge/sheet.ts";
import type * as botReport from "../../../src/http/contract/work/bot-report.ts";
import type * as picture from "../../../src/http/contract/knowledge/picture.ts";
import type * as release from "../../../src/http/contract/knowledge/release.ts";
import type * as todo from "../../../src/http/contract/knowledge/todo.ts";
import type * as trial from "../../../src/http/contract/knowledge/trial.ts";
import type * as menu from "../../../src/http/contract/platform/menu.ts";
import type * as notice from "../../../src/http/contract/platform/notice.ts";
import type * as persona from "../../../src/http/contract/platform/persona.ts";
import type * as wording from "../../../src/http/contract/platform/wording.ts";
import type * as list from "../../../src/http/contract/desk/list.ts";
import type * as media from "../../../src/http/contract/desk/media.ts";
import type * as outbox from "../../../src/http/contract/desk/outbox.ts";
import type * as meta from "../../../src/http/contract/meta.ts";
import type * as me from "../../../src/http/contract/people/me.ts";
import type * as account from "../../../src/http/contract/people/account.ts";
import type * as access from "../../../src/http/contract/people/access.ts";
import type * as audit from "../../../src/http/contract/people/audit.ts";
import type * as floor from "../../../src/http/contract/people/floor.ts";
import type * as queue from "../../../src/http/contract/people/queue.ts";
import type * as roster from "../../../src/http/contract/people/roster.ts";
import type * as seat from "../../../src/http/contract/people/seat.ts";
import type * as session from "../../../src/http/contract/people/session.ts";
import type * as staff from "../../../src/http/contract/people/staff.ts";
import type * as offer from "../../../src/http/contract/desk/offer.ts";
import type * as agentSession from "../../../src/http/contract/desk/seat.ts";
import type * as socialDoors from "../../../src/http/contract/social/doors.ts";
import type * as socialReport from "../../../src/http/contract/social/report.ts";
import type * as socialRules from "../../../src/http/contract/social/rules.ts";
import type * as socialThreads from "../../../src/http/contract/social/threads.ts";
import type * as relay from "../../../src/http/contract/relay/relay.ts";
import type * as relayReport from "../../../src/http/contract/relay/report.ts";
import type * as takeover from "../../../src/http/contract/relay/takeover.ts";
import type * as tokenShare from "../../../src/http/contract/relay/token-share.ts";
import type * as practice from "../../../src/http/contract/practice/practice.ts";
import type * as preset from "../../../src/http/contract/preset/preset.ts";
import type * as cover from "../../../src/http/contract/cover/cover.ts";
import type * as ctiCall from "../../../src/http/contract/cti/call.ts";
import type * as ctiDial from "../../../src/http/contract/cti/dial.ts";
import type * as ctiPanel from "../../../src/http/contract/cti/panel.ts";
import type * as ctiMissed from "../../../src/http/contract/cti/missed.ts";
import type * as ctiSystem from "../../../src/http/contract/cti/system.ts";
import type * as connector from "../../../src/http/contract/work/connector.ts";
import type * as reason from "../../../src/http/contract/work/reason.ts";
import type * as lane from "../../../src/http/contract/work/lane.ts";
import type * as helper from "../../../src/http/contract/preset/helping.ts";
import type * as newcomer from "../../../src/http/contract/newcomer/newcomer.ts";
import type * as misroute from "../../../src/http/contract/work/misroute.ts";
import type * as spending from "../../../src/http/contract/work/spending.ts";
import type * as ticket from "../../../src/http/contract/work/ticket.ts";
import type * as wrapUp from "../../../src/http/contract/work/wrap-up.ts";

/** The server's own contracts, as types: nothing of them is in the page. */
type Modules = [
  typeof breaks,
  typeof preset,
  typeof practice,
  typeof canned,
  typeof abuse,
  typeof consult,
  typeof review,
  typeof contact,
  typeof conversation,
  typeof desk,
  typeof code,
  typeof fan,
  typeof assist,
  typeof entry,
  typeof learning,
  typeof entrySheet,
  typeof botReport,
  typeof picture,
  typeof release,
  typeof todo,
  typeof trial,
  typeof menu,
  typeof notice,
  typeof persona,
  typeof wording,
  typeof list,
  typeof media,
  typeof outbox,
  typeof meta,
  typeof me,
  typeof access,
  typeof account,
  typeof audit,
  typeof floor,
  typeof queue,
  typeof roster,
  typeof seat,
  typeof session,
  typeof staff,
  typeof offer,
  typeof agentSession,
  typeof socialDoors,
  typeof socialReport,
  typeof socialRules,
  typeof socialThreads,
  typeof relay,
  typeof relayReport,
  typeof takeover,
  typeof tokenShare,
  typeof cover,
  typeof ctiCall,
  typeof ctiDial,
  typeof ctiPanel,
  typeof ctiMissed,
  typeof ctiSystem,
  typeof connector,
  typeof reason,
  typeof expiry,
  typeof lane,
  typeof misroute,
  typeof helper,
  typeof newcomer,
  typeof spending,
  typeof ticket,
  typeof wrapUp,
];
type ContractsOf<Module> = Module extends unknown ? Extract<Module[keyof Module], Contract> : never;
type Endpoint = ContractsOf<Modules[number]>;

/** `"METHOD /path/:param"`, below /api/v1: the name of a call. */
type RouteOf<C> = C extends Contract ? `${C["method"]} ${C["path"]}` : never;
export type Route = RouteOf<Endpoint>;

type Sent<C, Key extends string> = C extends { readonly [K in Key]: infer S extends z.ZodObject }
  ? { readonly [K in Key]: z.input<S> }
  : object;
type SentBytes<C> = C extends { readonly bytes: { readonly request: string } }
  ? { readonly body: Blob }
  : object;

/** What each call is given, and answered with. Written out per route: a union of all routes is never intersected. */
type GivenTo = {
  readonly [C in Endpoint as RouteOf<C>]: Sent<C, "params"> &
    Sent<C, "query"> &
    Sent<C, "body"> &
    SentBytes<C>;
};
type AnswerTo = { readonly [C in Endpoint as RouteOf<C>]: AnswerOf<C> };

/** What a call is given: the contract's params, query and body. */
export type Given<R extends Route> = GivenTo[R];

/** What it is answered with. */
export type Answer<R extends Route> = AnswerTo[R];
