/** What the platform keeps of an account's fans and ways in, as its API has made it. Replaced as a whole. */
export type Register = {
  readonly tags: readonly Tag[];
  /** Ids are never given twice. */
  readonly lastTag: number;
  /** By openid. */
  readonly tagged: Readonly<Record<string, readonly number[]>>;
  readonly remarks: Readonly<Record<string, string>>;
  readonly blacklist: readonly string[];
  /** By openid and template: how many notices she has agreed to. */
  readonly agreed: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly codes: readonly QrCode[];
  readonly menu: Menu | undefined;
  readonly conditional: readonly ConditionalMenu[];
  readonly lastMenu: number;
};

export type Tag = { readonly id: number; readonly name: string };

/** A code with a scene; a permanent one has no end. */
export type QrCode = { readonly ticket: string; readonly scene: string; readonly expiresAt?: number };

export type Button = Readonly<Record<string, unknown>>;
export type Menu = { readonly button: readonly Button[]; readonly menuid: number };
export type ConditionalMenu = Menu & { readonly matchrule: Readonly<Record<string, unknown>> };

/** The first hundred ids are the platform's own. */
const FIRST_TAG = 100;
export const STARRED: Tag = { id: 2, name: "星标组" };

export const emptyRegister: Register = {
  tags: [STARRED],
  lastTag: FIRST_TAG - 1,
  tagged: {},
  remarks: {},
  blacklist: [],
  agreed: {},
  codes: [],
  menu: undefined,
  conditional: [],
  lastMenu: 0,
};
