import { DataSource, type MigrationInterface } from "typeorm";

import { Ground1764000000000 } from "../../migrations/1764000000000-ground.ts";
import { People1764200000000 } from "../../migrations/1764200000000-people.ts";
import { Desk1764300000000 } from "../../migrations/1764300000000-desk.ts";
import { Send1764400000000 } from "../../migrations/1764400000000-send.ts";
import { DeskApi1764500000000 } from "../../migrations/1764500000000-desk-api.ts";
import { Reopen1764610000000 } from "../../migrations/1764610000000-reopen.ts";
import { OwnPassword1764710000000 } from "../../migrations/1764710000000-own-password.ts";
import { Record1764700000000 } from "../../migrations/1764700000000-record.ts";
import { Rating1764620000000 } from "../../migrations/1764620000000-rating.ts";
import { Account1764720000000 } from "../../migrations/1764720000000-account.ts";
import { AccountCheck1764740000000 } from "../../migrations/1764740000000-account-check.ts";
import { Silence1764750000000 } from "../../migrations/1764750000000-silence.ts";
import { Ledger1764760000000 } from "../../migrations/1764760000000-ledger.ts";
import { AccountEntity } from "./entities/account.ts";
import { FaqEntryEntity, FaqVersionEntity } from "./entities/faq.ts";
import { QueueEntity, QueueGroupEntity, SeatEntity } from "./entities/floor.ts";
import { SettingEntity } from "./entities/setting.ts";

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
];

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
    extra: { application_name: "seatbridge" },
    poolErrorHandler: () => {}, // a broken idle connection is replaced at its next use
  });
