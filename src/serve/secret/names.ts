import { connectors, platforms } from "../../../adapters/index.ts";
import type { SecretNames } from "../../store/secret/vault.ts";

/** Which fields are secrets, as each adapter names its own. */
export const secretNames: SecretNames = (table, kind) =>
  (table === "account" ? platforms : connectors).find(({ name }) => name === kind)?.secrets;
