import type { ClientBase } from "pg";
import { DataSource, type MigrationInterface } from "typeorm";

import { Ground1764000000000 } from "../../migrations/1764000000000-ground.ts";
import { People1764200000000 } from "../../migrations/1764200000000-people.ts";
import { Desk1764300000000 } from "../../migrations/1764300000000-desk.ts";
import { Send1764400000000 } from "../../migrations/1764400000000-send.ts";
import { DeskApi1764500000000 } from "../../migrations/1764500000000-desk-api.ts";
import { Reopen1764610000000 } from "../../migrations/1764610000000-reopen.ts";
import { Rating1764620000000 } from "../../migrations/1764620000000-rating.ts";
import { Record1764700000000 } from "../../migrations/1764700000000-record.ts";
import { OwnPassword1764710000000 } from "../../migrations/1764710000000-own-password.ts";
import { Account1764720000000 } from "../../migrations/1764720000000-account.ts";
import { AccountCheck1764740000000 } from "../../migrations/1764740000000-account-check.ts";
import { Silence1764750000000 } from "../../migrations/1764750000000-silence.ts";
import { Ledger1764760000000 } from "../../migrations/1764760000000-ledger.ts";
import { Fan1764810000000 } from "../../migrations/1764810000000-fan.ts";
import { Scene1764811000000 } from "../../migrations/1764811000000-scene.ts";
import { Menu1764812000000 } from "../../migrations/1764812000000-menu.ts";
import { Media1764820000000 } from "../../migrations/1764820000000-media.ts";
import { Relay1764830000000 } from "../../migrations/1764830000000-relay.ts";
import { Social1764840000000 } from "../../migrations/1764840000000-social.ts";
import { PracticeClock1764850000000 } from "../../migrations/1764850000000-practice-clock.ts";
import { Spending1764860000000 } from "../../migrations/1764860000000-spending.ts";
import { PaidBy1764900000000 } from "../../migrations/1764900000000-paid-by.ts";
import { Awaited1764901000000 } from "../../migrations/1764901000000-awaited.ts";
import { Notice1764910000000 } from "../../migrations/1764910000000-notice.ts";
import { Persona1764911000000 } from "../../migrations/1764911000000-persona.ts";
import { Upload1764920000000 } from "../../migrations/1764920000000-upload.ts";
import { Takeover1764930000000 } from "../../migrations/1764930000000-takeover.ts";
import { TokenShare1764931000000 } from "../../migrations/1764931000000-token-share.ts";
import { SocialContact1764940000000 } from "../../migrations/1764940000000-social-contact.ts";
import { SocialPrivate1764940010000 } from "../../migrations/1764940010000-social-private.ts";
import { SocialUnreadable1764940020000 } from "../../migrations/1764940020000-social-unreadable.ts";
import { BudgetTold1765000000000 } from "../../migrations/1765000000000-budget-told.ts";
import { MediaUnsent1765000010000 } from "../../migrations/1765000010000-media-unsent.ts";
import { MediaCheck1765010000000 } from "../../migrations/1765010000000-media-check.ts";
import { RelayFan1765020000000 } from "../../migrations/1765020000000-relay-fan.ts";
import { SocialReport1765020010000 } from "../../migrations/1765020010000-social-report.ts";
import { SocialClosing1765020020000 } from "../../migrations/1765020020000-social-closing.ts";
import { SocialConcern1765020030000 } from "../../migrations/1765020030000-social-concern.ts";
import { Floor1765030000000 } from "../../migrations/1765030000000-floor.ts";
import { Lane1765040000000 } from "../../migrations/1765040000000-lane.ts";
import { Knowledge1765050000000 } from "../../migrations/1765050000000-knowledge.ts";
import { Held1765060000000 } from "../../migrations/1765060000000-held.ts";
import { Passing1765060000010 } from "../../migrations/1765060000010-passing.ts";
import { Assist1765100000000 } from "../../migrations/1765100000000-assist.ts";
import { Learning1765100010000 } from "../../migrations/1765100010000-learning.ts";
import { Trial1765100015000 } from "../../migrations/1765100015000-trial.ts";
import { Canary1765100016000 } from "../../migrations/1765100016000-canary.ts";
import { Warm1765100020000 } from "../../migrations/1765100020000-warm.ts";
import { Consultation1765100030000 } from "../../migrations/1765100030000-consultation.ts";
import { Member1765100031000 } from "../../migrations/1765100031000-member.ts";
import { Cover1765100040010 } from "../../migrations/1765100040010-cover.ts";
import { Call1765100040000 } from "../../migrations/1765100040000-call.ts";
import { BreakLine1765100050000 } from "../../migrations/1765100050000-break-line.ts";
import { Misroute1765100060000 } from "../../migrations/1765100060000-misroute.ts";
import { Dial1765200010000 } from "../../migrations/1765200010000-dial.ts";
import { Panel1765200010010 } from "../../migrations/1765200010010-panel.ts";
import { CallAll1765200030000 } from "../../migrations/1765200030000-call-all.ts";
import { Preset1765200020000 } from "../../migrations/1765200020000-preset.ts";
import { CalledBack1765200010020 } from "../../migrations/1765200010020-called-back.ts";
import { Overnight1765200040000 } from "../../migrations/1765200040000-overnight.ts";
import { Chosen1765200040010 } from "../../migrations/1765200040010-chosen.ts";
import { Nursery1765200040020 } from "../../migrations/1765200040020-nursery.ts";
import { KnowledgeTodo1765200050000 } from "../../migrations/1765200050000-knowledge-todo.ts";
import { Release1765200051000 } from "../../migrations/1765200051000-release.ts";
import { Picture1765200052000 } from "../../migrations/1765200052000-picture.ts";
import { Promotion1765200090000 } from "../../migrations/1765200090000-promotion.ts";
import { LaneWord1765300310000 } from "../../migrations/1765300310000-lane-word.ts";
import { Newcomer1765300400000 } from "../../migrations/1765300400000-newcomer.ts";
import { AbuseLift1765300830000 } from "../../migrations/1765300830000-abuse-lift.ts";
import { Graduation1765400000000 } from "../../migrations/1765400000000-graduation.ts";
import { Practice1765400010000 } from "../../migrations/1765400010000-practice.ts";
import { Helper1765401000000 } from "../../migrations/1765401000000-helper.ts";
import { ReplyReview1765300450000 } from "../../migrations/1765300450000-reply-review.ts";
import { AbuseWarning1765300820000 } from "../../migrations/1765300820000-abuse-warning.ts";
import { Recovery1765300810000 } from "../../migrations/1765300810000-recovery.ts";
import { AccountEntity } from "./entities/account.ts";
import { FaqEntryEntity, FaqVersionEntity } from "./entities/faq.ts";
import { QueueEntity, QueueGroupEntity, SeatEntity } from "./entities/floor.ts";
import { SettingEntity } from "./entities/setting.ts";
import { hearErrors } from "./hear-errors.ts";

/** The class of one. `contract`: it takes away what no version since that one uses (ARCHITECTURE.md, the schema changes). */
export type MigrationClass = new () => MigrationInterface & {
  readonly name: string;
  readonly contract?: { readonly unusedSince: string } | undefined;
};

/** In the order of their numbers. */
export const MIGRATIONS: readonly MigrationClass[] = [
  Ground1764000000000,
  People1764200000000,
  Desk1764300000000,
  Send1764400000000,
  DeskApi1764500000000,
  Reopen1764610000000,
  Rating1764620000000,
  Record1764700000000,
  OwnPassword1764710000000,
  Account1764720000000,
  AccountCheck1764740000000,
  Silence1764750000000,
  Ledger1764760000000,
  Fan1764810000000,
  Scene1764811000000,
  Menu1764812000000,
  Media1764820000000,
  Relay1764830000000,
  Social1764840000000,
  PracticeClock1764850000000,
  Spending1764860000000,
  PaidBy1764900000000,
  Awaited1764901000000,
  Notice1764910000000,
  Persona1764911000000,
  Upload1764920000000,
  Takeover1764930000000,
  TokenShare1764931000000,
  SocialContact1764940000000,
  SocialPrivate1764940010000,
  SocialUnreadable1764940020000,
  BudgetTold1765000000000,
  MediaUnsent1765000010000,
  MediaCheck1765010000000,
  RelayFan1765020000000,
  SocialReport1765020010000,
  SocialClosing1765020020000,
  SocialConcern1765020030000,
  Floor1765030000000,
  Lane1765040000000,
  Knowledge1765050000000,
  Held1765060000000,
  Passing1765060000010,
  Assist1765100000000,
  Learning1765100010000,
  Trial1765100015000,
  Canary1765100016000,
  Warm1765100020000,
  Consultation1765100030000,
  Member1765100031000,
  Call1765100040000,
  Cover1765100040010,
  BreakLine1765100050000,
  Misroute1765100060000,
  Dial1765200010000,
  Panel1765200010010,
  CalledBack1765200010020,
  Preset1765200020000,
  CallAll1765200030000,
  Overnight1765200040000,
  Chosen1765200040010,
  Nursery1765200040020,
  KnowledgeTodo1765200050000,
  Release1765200051000,
  Picture1765200052000,
  Promotion1765200090000,
  LaneWord1765300310000,
  Newcomer1765300400000,
  ReplyReview1765300450000,
  Recovery1765300810000,
  AbuseWarning1765300820000,
  AbuseLift1765300830000,
  Graduation1765400000000,
  Practice1765400010000,
  Helper1765401000000,
];

/** What the pool calls with each new connection, before anybody has it. */
function verify(client: ClientBase, done: () => void): void {
  hearErrors(client);
  done();
}

/**
 * The tables that people edit, through TypeORM. What webhooks and loops write goes by SQL of its own on plain
 * connections (`hot/`): there every statement is counted.
 */
export const createDataSource = (
  url: string,
  migrations: readonly MigrationClass[] = MIGRATIONS,
): DataSource =>
  new DataSource({
    type: "postgres",
    url,
    entities: [
      AccountEntity,
      FaqEntryEntity,
      FaqVersionEntity,
      QueueEntity,
      QueueGroupEntity,
      SeatEntity,
      SettingEntity,
    ],
    migrations: [...migrations],
    migrationsTableName: "migration",
    synchronize: false,
    logging: false,
    poolSize: 4,
    extra: { application_name: "seatbridge", verify },
    poolErrorHandler: () => {}, // a broken idle connection is replaced at its next use
  });
