import { secretNames } from "../../src/serve/secret/names.ts";
import { keyOf } from "../../src/store/secret/seal.ts";
import { createVault } from "../../src/store/secret/vault.ts";

const key = keyOf(Buffer.alloc(32, "a key of tests"));

/** As a house's, with a key that is always the same. */
export const testVault = createVault(
  { newest: () => key, of: (version) => (version === key.version ? key : undefined) },
  secretNames,
);
