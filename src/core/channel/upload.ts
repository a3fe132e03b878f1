import type { Instant } from "../kernel/instant.ts";

/** A content that one account's platform holds. */
export type Upload = {
  /** Of its bytes, in hex. */
  readonly sha256: string;
  /** As what it was uploaded, in the platform's word: the same picture may be a message and a cover. */
  readonly as: string;
};

/** Where the senders of all nodes meet: the platform's ids of what one account has uploaded to it. */
export type UploadStore = {
  /** Its id there, while it is good. */
  readonly find: (upload: Upload, at: Instant) => Promise<string | undefined>;
  readonly keep: (upload: Upload, externalId: string, until: Instant) => Promise<void>;
  /** The platform does not know this id any more; a newer one stays. */
  readonly forget: (upload: Upload, externalId: string) => Promise<void>;
};
