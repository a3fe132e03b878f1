import type { text as zhCn } from "./crm.zh-CN.ts";

export const text: Readonly<Record<keyof typeof zhCn, string>> = {
  "people.may.connector.read": "See connections to CRMs",
  "people.may.connector.write": "Manage connections to CRMs",
  "people.subject.connector": "CRM connection",
  "people.did.connector.created": "Connected a CRM",
  "people.did.connector.updated": "Changed a CRM connection",
  "people.did.connector.paused": "Paused a CRM connection",
  "people.did.connector.resumed": "Resumed a CRM connection",
  "people.did.connector.removed": "Removed a CRM connection",
  "people.did.connector.replayed": "Tried again what a CRM did not take",
  "people.did.connector.tested": "Tested a CRM connection",
  "crm.title": "Tickets in CRMs",
};
