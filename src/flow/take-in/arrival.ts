import type { InboundMessage } from "../../core/channel/message.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Arrival } from "../ports.ts";
import { messageKey } from "./message-key.ts";

export type Door = {
  readonly accountId: string;
  readonly requestId: string;
  readonly raw: string;
  readonly at: Instant;
};

export const arrivalOf = (door: Door, message: InboundMessage): Arrival => ({
  key: messageKey(door.accountId, message.keyParts),
  accountId: door.accountId,
  requestId: door.requestId,
  at: door.at,
  raw: door.raw,
  message: addressed(message),
});

/** A withdrawal of consent may come from the platform, but it is about the fan, and the fan's matter. */
function addressed(message: InboundMessage): InboundMessage {
  if (message.content.kind !== "event" || message.content.event.name !== "consent_withdrawn") return message;
  return { ...message, sender: message.content.event.subject, origin: "fan" };
}

/** Whose order it belongs to: messages of one fan on one account are taken in as they came. */
export const fanOf = (arrival: Arrival): string => `${arrival.accountId} ${arrival.message.sender}`;
