/** All of ours that an adapter may import; adapters/README.md shows how. */
export { z } from "zod";

export type {
  Delivery,
  FetchedMedia,
  FetchLimit,
  PlatformAdapter,
  Receipt,
  RefusalReason,
  Traits,
  WebhookReply,
  WebhookRequest,
} from "../core/channel/adapter.ts";
export type { Article, ChannelEvent, Content } from "../core/channel/content.ts";
export type { Allowance, LedgerRule, LedgerRules, Trigger } from "../core/ledger/rule.ts";
export type { InboundMessage, OutboundMessage } from "../core/channel/message.ts";
export type { KeptToken, TokenLease, TokenOutcome, TokenRecord, TokenStore } from "../core/channel/token.ts";
export { Fault } from "../core/kernel/fault.ts";
export { DAY, HOUR, MINUTE, SECOND, type Clock, type Instant } from "../core/kernel/instant.ts";

export type { CrmConnector, Recorded, RecordEntry, TicketRecord } from "../core/ticket/connector.ts";

export { answerCode } from "./answer-code.ts";
export { defineConnector, type Connector, type ConnectorDefinition, type Reach } from "./connector.ts";
export { decodeAesKey, encodedAesKey } from "./crypto/aes-key.ts";
export { frameRandomBytes, type Frame } from "./crypto/frame.ts";
export { decryptMessage, encryptMessage, type Decrypted } from "./crypto/message-cipher.ts";
export { digest, hmacSha256 } from "./digest.ts";
export {
  definePlatform,
  type AccountProbed,
  type HeldMedia,
  type Platform,
  type PlatformDefinition,
  type ProbeReach,
  type Random,
  type Sending,
} from "./platform.ts";
export { readParameter, type Parameter } from "./query.ts";
export { exchange, type Call, type Exchange, type Fetch } from "./http/exchange.ts";
export { multipartFile } from "./http/multipart.ts";
export { jsonBytesMax, jsonDepthMax, jsonNodesMax } from "./json/limits.ts";
export { isJsonRecord, type JsonNode, type JsonRecord } from "./json/node.ts";
export { readJson, type JsonReading, type JsonRefusal } from "./json/read.ts";
export { createReplayGuard, type ReplayGuard, type ReplayGuardOptions } from "./replay-guard.ts";
export { equalText, sortedSha1 } from "./signature.ts";
export {
  createTokenKeeper,
  type AskedToken,
  type NoToken,
  type Token,
  type TokenAnswer,
  type TokenKeeper,
} from "./token/keeper.ts";
export { decodeUtf8 } from "./utf8.ts";
export { xmlBytesMax, xmlDepthMax, xmlNodesMax } from "./xml/limits.ts";
export { isXmlRecord, xmlList, type XmlNode, type XmlRecord } from "./xml/node.ts";
export { readXml, type XmlReading, type XmlRefusal } from "./xml/read.ts";
export { xmlCdata, xmlInteger, xmlText } from "./xml/write.ts";
