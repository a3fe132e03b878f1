import { timingSafeEqual } from "node:crypto";

import { Fault } from "../../core/kernel/fault.ts";
import type { Keys } from "./keys.ts";
import { openText, type Place, sealText, signText, versionOf } from "./seal.ts";

/** Tables whose column `config` holds secrets, and what tells which of its fields are. */
export const SEALED_TABLES = { account: "platform", connector: "kind" } as const;
export type SealedTable = keyof typeof SEALED_TABLES;

/** A row with secrets in its config. `kind`: the platform, or the kind of CRM. */
export type SealedRow = { readonly table: SealedTable; readonly id: string; readonly kind: string };

/** Which fields are secrets; undefined for a kind that this build does not have. */
export type SecretNames = (table: SealedTable, kind: string) => readonly string[] | undefined;

export type Settings = Readonly<Record<string, unknown>>;
/** As it stands in the database, in the secret's place. */
type Sealed = { readonly sealed: string };

/** Seals secrets on their way into the database, and opens them in memory. */
export type Vault = {
  /** Every secret of it, by the newest key; what is sealed by that already stays as it is. */
  readonly seal: (row: SealedRow, config: Settings) => Settings;
  /** What cannot be opened is left out and named. */
  readonly open: (row: SealedRow, config: Settings) => Opened;
  /** A word for what is given away for a while, by the newest key; undefined where there is none. */
  readonly sign: (purpose: string, text: string) => string | undefined;
  /** Whether one of this house's keys gave it; in constant time. */
  readonly isSigned: (purpose: string, text: string, signature: string) => boolean;
};

export type Opened = { readonly settings: Settings; readonly broken: readonly string[] };

export function createVault(keys: Keys, secretNames: SecretNames): Vault {
  const open = (row: SealedRow, name: string, { sealed }: Sealed): string | undefined => {
    const key = keys.of(versionOf(sealed) ?? "");
    return key && openText(key, placeOf(row, name), sealed);
  };

  function seal(row: SealedRow, name: string, value: unknown): unknown {
    const key = keys.newest();
    if (key === undefined) throw new Fault("secret_key_missing", "There is no key to seal secrets with.");
    const isOld = isSealed(value);
    if (isOld && versionOf(value.sealed) === key.version) return value;
    const text = isOld ? open(row, name, value) : value;
    return typeof text === "string" ? { sealed: sealText(key, placeOf(row, name), text) } : value;
  }

  return {
    seal(row, config) {
      const names = secretNames(row.table, row.kind) ?? [];
      return mapFields(config, (name, value) => (names.includes(name) ? seal(row, name, value) : value));
    },
    open(row, config) {
      const broken: string[] = [];
      const settings = mapFields(config, (name, value) => {
        if (!isSealed(value)) return value;
        const text = open(row, name, value);
        if (text === undefined) broken.push(name);
        return text;
      });
      return { settings, broken };
    },
    sign(purpose, text) {
      const key = keys.newest();
      return key && signText(key, purpose, text);
    },
    isSigned(purpose, text, signature) {
      const key = keys.of(signature.slice(0, signature.indexOf(".")));
      return key !== undefined && isEqual(signText(key, purpose, text), signature);
    },
  };
}

function isEqual(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** A secret's place, finer than its column: one field of a row is none of another, either. */
const placeOf = ({ table, id }: SealedRow, name: string): Place => ({ table, column: `config.${name}`, id });

function isSealed(value: unknown): value is Sealed {
  return typeof value === "object" && value !== null && "sealed" in value && typeof value.sealed === "string";
}

/** Fields that become undefined are left out. */
const mapFields = (config: Settings, map: (name: string, value: unknown) => unknown): Settings =>
  Object.fromEntries(
    Object.entries(config)
      .map(([name, value]) => [name, map(name, value)] as const)
      .filter(([, value]) => value !== undefined),
  );
