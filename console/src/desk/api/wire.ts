import type { z } from "zod";

import type { Answer } from "../../api/endpoints.ts";
import type { FrameData as RawFrame, FrameName } from "../../api/stream.ts";
import type { Doing as DoingSchema } from "../../../../src/http/contract/desk/desk.ts";
import type { Tab as TabSchema } from "../../../../src/http/contract/desk/list.ts";
import type {
  Outcome as OutcomeSchema,
  WrapField as FieldSchema,
} from "../../../../src/http/contract/work/wrap-up.ts";
import type { Timed } from "./moments.ts";

/** What the desk is told, by the server's own contract, with its moments read. */
export type FrameData<Name extends FrameName> = Timed<RawFrame<Name>>;

type DeskAnswer = Timed<Answer<"GET /desk">>;
export type ContactRow = DeskAnswer["contacts"][number];
export type Offer = DeskAnswer["offers"][number];
export type Seated = NonNullable<DeskAnswer["session"]>;
export type Presence = Seated["presence"];
export type Awaited = DeskAnswer["awaited"][number];
export type Consult = DeskAnswer["consults"][number];
export type Covering = DeskAnswer["covering"];
export type Phone = DeskAnswer["phone"];
export type Dial = Phone["dials"][number];
export type Counts = DeskAnswer["counts"];

export type Tab = z.infer<typeof TabSchema>;
export type ListPage = Timed<Answer<"GET /lists/:tab">>;
export type Doing = z.infer<typeof DoingSchema>;

export type Pullable = Timed<Answer<"GET /pullable">>;
export type Piece = Timed<Answer<"GET /conversations/:id/messages">>;
type Item = Piece["items"][number];
export type Message = Extract<Item, { readonly type: "message" }>;
export type Content = Message["content"];
export type Happening = Extract<Item, { readonly type: "event" }>;
export type Send = NonNullable<Message["send"]>;
export type Head = Timed<Answer<"GET /conversations/:id">>;
export type Places = Timed<Answer<"GET /conversations/:id/places">>;
export type Customer = Timed<Answer<"GET /conversations/:id/customer">>;

export type Canned = Timed<Answer<"GET /canned">>["items"][number];
export type Reason = Timed<Answer<"GET /reasons">>["items"][number];
export type Ticket = Timed<Answer<"GET /tickets/:id">>;
export type WrapForm = Timed<Answer<"GET /contacts/:id/wrap-up">>;
export type WrapField = z.infer<typeof FieldSchema>;
export type Outcome = z.infer<typeof OutcomeSchema>;
export type Unknowns = Timed<Answer<"GET /outbox/unknown">>;
export type Unknown = Unknowns["items"][number];
export type Owed = Timed<Answer<"GET /wrap-ups/owed">>["items"][number];
