import type { text as zhCn } from "./ways.zh-CN.ts";

export const text: Readonly<Record<keyof typeof zhCn, string>> = {
  "people.subject.code": "QR code",
  "people.did.code.created": "Made a QR code",
  "people.did.code.updated": "Changed a QR code",
  "people.did.menu.drafted": "Changed the menu's draft",
  "people.did.menu.published": "Published a menu",
  "people.did.account.persona_set": "Set as whom an agent is shown",
  "people.did.account.persona_made": "Added an agent of the platform",
  "people.did.notice.listed": "Asked the platform for notices",
  "people.did.notice.offered": "Decided whether agents may send a notice",
  "people.did.contact.notified": "Sent a notice",
  "people.did.menu.answered": "The platform answered a menu",
  "people.did.code.made": "Asked the platform for a QR code",
  "ways.codes": "QR codes",
};
