/** All of ours that an adapter may import; adapters/README.md shows how. */
export { z } from "zod";

export type {
  Delivery,
  FetchedMedia,
  FetchMedia,
  PlatformAdapter,
  Receipt,
  RefusalReason,
  RefusedBecause,
  Traits,
  WebhookReply,
  WebhookRequest,
} from "../core/channel/adapter.ts";
export type { Asked, Refused } from "../core/channel/capability/asked.ts";
export type { CheckedWords } from "../core/channel/capability/checked.ts";
export type { Codes, MadeCode } from "../core/channel/capability/codes.ts";
export type { Label, Labels } from "../core/channel/fans/labels.ts";
export type { Menus } from "../core/channel/capability/menus.ts";
export type {
  ButtonAction as MenuAction,
  Leaf as MenuLeaf,
  MatchRule as MenuMatchRule,
  Menu,
  Top as MenuTop,
} from "../core/menu/menu.ts";
export type { Notices, NoticeTemplate, NoticeVia } from "../core/channel/capability/notices.ts";
export type { FieldKind, NoticeField } from "../core/notice/field.ts";
export type { MediaLimit, Sends } from "../core/channel/capability/sends.ts";
export type { Persona, Personas } from "../core/channel/capability/personas.ts";
export type { StandingReplies } from "../core/channel/capability/standing.ts";
export type { PageAction, PageLeaf, PageReply, PageTop, Standing } from "../core/takeover/standing.ts";
export type { FanProfile, Profiles } from "../core/channel/fans/profiles.ts";
export type { Article, ChannelEvent, Content } from "../core/channel/content.ts";
export type { BudgetKind, BudgetRule, BudgetRules, BudgetsOf } from "../core/ledger/budget.ts";
export type { Allowance, LedgerRule, LedgerRules, Trigger } from "../core/ledger/rule.ts";
export type { InboundMessage, OutboundMessage } from "../core/channel/message.ts";
export type { KeptToken, TokenLease, TokenOutcome, TokenRecord, TokenStore } from "../core/channel/token.ts";
export type { Upload, UploadStore } from "../core/channel/upload.ts";
export type { Cursors, Looked, Shown, SocialChannel, Unreadable } from "../core/social/channel.ts";
export { UNREADABLE_CHARS_MAX } from "../core/social/channel.ts";
export type { SocialLimits } from "../core/social/limit/delay.ts";
export type { Author, Counters, ReplyTo, SocialItem } from "../core/social/item.ts";
export type { TheirWords } from "../core/relay/comparison.ts";
export type { Typing } from "../core/channel/capability/typing.ts";
export { collect, peek } from "../core/media/peek.ts";
export { splitText } from "../core/channel/split.ts";
export { isPrivateAddress } from "../core/relay/address.ts";
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
export {
  exchange,
  exchangeInto,
  type Body,
  type Call,
  type Exchange,
  type ExchangeInto,
  type Fetch,
} from "./http/exchange.ts";
export { multipartFile } from "./http/multipart.ts";
export { signedHeaders } from "./http/signed-headers.ts";
export { jsonBytesMax, jsonDepthMax, jsonNodesMax, type JsonLimits } from "./json/limits.ts";
export { isJsonRecord, type JsonNode, type JsonRecord } from "./json/node.ts";
export { readJson, type JsonReading, type JsonRefusal } from "./json/read.ts";
export { createReplayGuard, type ReplayGuard, type ReplayGuardOptions } from "./replay-guard.ts";
export { equalText, sortedSha1 } from "./signature.ts";
export {
  admits,
  plainReply,
  readSigned,
  receiveEcho,
  refused,
  refusedParameter,
  type RefusedCall,
  type Signed,
} from "./signed-call.ts";
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
