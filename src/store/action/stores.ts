import type { ClientBase } from "pg";

import type { Stores } from "../../action/ports.ts";
import { helperStore } from "../helping/helper-store.ts";
import { breakStore } from "../breaks/break-store.ts";
import { callStore } from "../call/call-store.ts";
import { coverStore } from "../cover/cover-store.ts";
import { dialStore } from "../dial/dial-store.ts";
import { missedStore } from "../call/missed-store.ts";
import { ctiStore } from "../call/cti-store.ts";
import { botReportStore } from "../bot-report/bot-report-store.ts";
import { canaryStore } from "../canary/canary-store.ts";
import { checkStore } from "../check/check.ts";
import { conversationStore, listStore } from "../desk/stores.ts";
import { contactStore } from "../desk/serving.ts";
import { fanCardStore } from "../fan/card.ts";
import { assistStore } from "../knowledge/assist.ts";
import { knowledgeStore } from "../knowledge/knowledge-store.ts";
import { laneWordStore } from "../lane/lane-words.ts";
import { learningStore } from "../learning/learning-store.ts";
import { sceneStore } from "../scene/scene-store.ts";
import { menuStore } from "../menu/menu-store.ts";
import { mediaStore } from "../media/media.ts";
import { misrouteStore } from "../misroute/misroute-store.ts";
import { newcomerStore } from "../newcomer/newcomer-store.ts";
import { noticeStore } from "../notice/notice-store.ts";
import { panelStore } from "../panel/panel-store.ts";
import { personaStore } from "../persona/persona-store.ts";
import { connectorStore } from "../record/connectors.ts";
import { relayStore } from "../relay/relay.ts";
import { tokenShareStore } from "../relay/token-share.ts";
import { abuseStore } from "../abuse/abuse-store.ts";
import { takeoverStore } from "../relay/takeover.ts";
import { cannedStore } from "../work/canned.ts";
import { reviewStore } from "../contact/review.ts";
import { consultStore } from "../work/consultation.ts";
import { outboxStore } from "../work/outbox.ts";
import { reasonStore } from "../work/reason.ts";
import { ticketStore } from "../work/ticket.ts";
import { socialStore } from "../social/social-store.ts";
import { socialReportStore } from "../social-report/social-report-store.ts";
import { outgoingStore } from "../outgoing/outgoing-store.ts";
import { spendingStore } from "../spending/report.ts";
import { releaseStore } from "../release/release-store.ts";
import { todoStore } from "../todo/todo-store.ts";
import { trialStore } from "../trial/trial-store.ts";
import { wrapUpStore } from "../work/wrap-up.ts";
import { passingStore } from "../seat/pass.ts";
import { agentStore } from "../seat/agent-store.ts";
import { accountStore } from "../people/account.ts";
import { auditStore } from "../people/audit.ts";
import { floorView } from "../world/view.ts";
import { linkStore } from "../people/link.ts";
import { practiceStore } from "../practice/practice-store.ts";
import { presetStore } from "../preset/preset-store.ts";
import { queueStore } from "../people/queue.ts";
import { seatStore } from "../people/seat.ts";
import { sessionStore } from "../people/session.ts";
import { settingStore } from "../people/setting.ts";
import { signInStore } from "../people/sign-in.ts";
import { staffStore } from "../people/staff.ts";
import { floorStore } from "../world/around.ts";
import type { Vault } from "../secret/vault.ts";

/** 新人: who is new, whose replies are looked at, what she practises on. */
const newcomersOf = (client: ClientBase): Pick<Stores, "newcomer" | "practice" | "review"> => ({
  newcomer: newcomerStore(client),
  practice: practiceStore(client),
  review: reviewStore(client),
});

/** What is otherwise than usual for a while. */
const forNow = (client: ClientBase): Pick<Stores, "helper" | "preset"> => ({
  helper: helperStore(client),
  preset: presetStore(client),
});

/** Everything that actions and queries may ask, on this connection and in its transaction. */
export const createStores = (client: ClientBase, vault: Vault): Stores => ({
  ...forNow(client),
  abuse: abuseStore(client),
  account: accountStore(client, vault),
  agent: agentStore(client),
  assist: assistStore(client),
  audit: auditStore(client),
  breaks: breakStore(client),
  call: callStore(client, vault),
  botReport: botReportStore(client),
  canary: canaryStore(client),
  canned: cannedStore(client),
  check: checkStore(client),
  connector: connectorStore(client, vault),
  consult: consultStore(client),
  ...newcomersOf(client),
  contact: contactStore(client),
  conversation: conversationStore(client),
  cover: coverStore(client),
  cti: ctiStore(client, vault),
  dial: dialStore(client, vault),
  fan: fanCardStore(client),
  floor: floorStore(client),
  floorView: floorView(client),
  knowledge: knowledgeStore(client),
  laneWord: laneWordStore(client),
  learning: learningStore(client),
  link: linkStore(client),
  list: listStore(client),
  media: mediaStore(client),
  menu: menuStore(client),
  missed: missedStore(client),
  misroute: misrouteStore(client),
  notice: noticeStore(client),
  outbox: outboxStore(client),
  panel: panelStore(client),
  passing: passingStore(client),
  persona: personaStore(client),
  queue: queueStore(client),
  reason: reasonStore(client),
  scene: sceneStore(client),
  relay: relayStore(client),
  seat: seatStore(client),
  session: sessionStore(client),
  setting: settingStore(client),
  signIn: signInStore(client),
  social: socialStore(client),
  socialReport: socialReportStore(client),
  outgoing: outgoingStore(client),
  spending: spendingStore(client),
  staff: staffStore(client),
  takeover: takeoverStore(client),
  ticket: ticketStore(client),
  tokenShare: tokenShareStore(client),
  release: releaseStore(client),
  todo: todoStore(client),
  trial: trialStore(client),
  wrapUp: wrapUpStore(client),
});
