import { connectors, platforms } from "../../../adapters/index.ts";
import { CALL_PLATFORM } from "../../store/call/system-row.ts";
import type { SecretNames } from "../../store/secret/vault.ts";

/** Which fields are secrets, as each adapter names its own. */
export const secretNames: SecretNames = (table, kind) =>
  table === "account" && kind === CALL_PLATFORM ? ["numberKey", "signKey"] : namesOf(table, kind);

const namesOf: SecretNames = (table, kind) =>
  (table === "account" ? platforms : connectors).find(({ name }) => name === kind)?.secrets;
