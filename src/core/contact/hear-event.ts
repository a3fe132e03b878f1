import type { ChannelEvent } from "../channel/content.ts";
import type { Contact } from "./contact.ts";
import type { ContactEvent } from "./event.ts";
import { handOver, keep, wrapUpDue } from "./hand-over.ts";
import {
  answered,
  changed,
  type Hearing,
  type HearingContext,
  ignored,
  notice,
  type Say,
} from "./hearing.ts";
import type { Scene } from "../scene/scene.ts";

/** Hears something that happened without words. */
export function hearEvent(event: ChannelEvent, context: HearingContext): Hearing {
  switch (event.name) {
    case "followed":
    case "scanned":
      return welcome(event.name, event.scene, context);
    case "entered":
      return welcome(event.name, undefined, context);
    case "unfollowed":
      return left(context);
    case "menu_tapped":
      return tapped(event.key, context);
    case "consent_withdrawn":
      return isWithPeople(context.contact)
        ? keep(context, "untold")
        : handOver(context, "consent_withdrawn", event.name, "untold");
    // Reports, and taps whose own message follows.
    case "account_notice":
    case "content_checked":
    case "location_reported":
    case "menu_link_opened":
    case "menu_location":
    case "menu_mini_program_opened":
    case "menu_pictures":
    case "menu_scanned":
    case "platform_session":
    case "profile_changed":
    case "send_reported":
    case "subscribed":
    case "subscription_answered":
    case "subscription_sent":
    case "unsubscribed":
      return ignored(context, event.name);
  }
}

function welcome(rule: string, key: string | undefined, context: HearingContext): Hearing {
  const scene = key === undefined ? undefined : context.sceneOf?.(key);
  if (scene !== undefined) return welcomeBy(scene, rule, { ...context, scene });
  if (context.contact !== undefined) return ignored(context, rule);
  const { seq, settings } = context;
  return {
    outcome: { state: "answered", rule },
    contactEvents: [],
    conversationEvent: { code: "welcomed", seq, rule },
    say: notice(settings["notice.welcome"]),
  };
}

/** What the scene says comes before the account's own welcome; who is with people already hears nothing of it. */
function welcomeBy(scene: Scene, rule: string, context: HearingContext): Hearing {
  const { contact, seq, settings } = context;
  const { id, queueId, atOnce, welcome: words } = scene;
  const queue = queueId === undefined ? {} : { queue: queueId };
  if (atOnce && !isWithPeople(contact)) {
    const waiting = handOver(context, "scene", rule, "told", { scene: id });
    const said = waiting.say?.said;
    if (words === undefined || said?.kind !== "text") return { ...waiting, scene };
    return { ...waiting, scene, say: notice(`${words}\n${said.text}`) };
  }
  if (contact !== undefined) {
    const step = changed(context, { code: "scanned", seq, scene: id, ...queue });
    return { ...step, scene, outcome: { state: "ignored", rule } };
  }
  return {
    scene,
    outcome: { state: "answered", rule },
    contactEvents: [],
    conversationEvent: { code: "welcomed", seq, rule, scene: id },
    say: entryOf(scene, context) ?? notice(words ?? settings["notice.welcome"]),
  };
}

function entryOf({ entryKey }: Scene, { entryOfKey }: HearingContext): Say | undefined {
  const entry = entryKey === undefined ? undefined : entryOfKey(entryKey);
  return entry && { said: { kind: "entry", entryId: entry.id, version: entry.version }, class: "faq" };
}

const isWithPeople = (contact: Contact | undefined): boolean =>
  contact !== undefined && contact.state !== "bot";

/** Nobody can be answered who has left: what is open ends. Of a talk, its agent still says what it was about. */
function left(context: HearingContext): Hearing {
  const { contact } = context;
  const rule = "unfollowed";
  if (contact === undefined) return ignored(context, rule);
  return { ...changed(context, endOf(contact, context)), outcome: { state: "ignored", rule } };
}

function endOf({ state }: Contact, context: HearingContext): ContactEvent {
  const { seq } = context;
  if (state === "active") return { code: "ended", by: "fan", dueAt: wrapUpDue(context), seq };
  const code = state === "bot" ? "closed" : "abandoned";
  return { code, resolution: "unfollowed", seq };
}

/** A menu's button with this key asks for a person; all others mean what the menu's editor says, or name an entry. */
const PERSON_KEY = "person";

function tapped(key: string, context: HearingContext): Hearing {
  const { contact, seq, settings } = context;
  if (isWithPeople(contact)) return keep(context);
  const rule = "menu";
  if (key === PERSON_KEY) return handOver(context, "asked", rule);
  const tap = context.tapOf?.(key);
  if (tap?.does === "queue") {
    return handOver(context, "asked", rule, "told", tap.queueId === null ? {} : { queueId: tap.queueId });
  }
  if (tap?.does === "text") return answered(context, rule, { code: "told", seq, rule }, notice(tap.text));
  const entry = context.entryOfKey(tap?.does === "entry" ? tap.entryKey : key);
  if (entry === undefined) {
    const event = { code: "missed", seq, rule, scores: [] } as const;
    return answered(context, rule, event, notice(settings["notice.greeting"]));
  }
  const { id, version } = entry;
  return answered(
    context,
    rule,
    { code: "answered", seq, entry: id, version, rule },
    {
      said: { kind: "entry", entryId: id, version },
      class: "faq",
    },
  );
}
