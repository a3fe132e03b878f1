import { z } from "zod";

import { KEYED_TYPES } from "../../../core/menu/menu.ts";
import { contract } from "../contract.ts";
import { id, instant, INTEGER_MAX, PathId, version } from "../parts.ts";

/** Wide: what is too much for the platform is kept all the same, and said beside its button. */
const TOPS_MAX = 8;
const ITEMS_MAX = 12;
const CONDITIONAL_MAX = 20;
const NAME_MAX = 120;
const FIELD_MAX = 2_048;
const TEXT_MAX = 600;
/** The platform keeps no more of a kind (protocols §1.12). */
const MATERIALS_MAX = 100_000;

const text = (max: number) => z.string().max(max);
const Tap = z.discriminatedUnion("does", [
  z.strictObject({ does: z.literal("entry"), entryKey: text(FIELD_MAX) }),
  z.strictObject({ does: z.literal("queue"), queueId: id.nullable() }),
  z.strictObject({ does: z.literal("text"), text: text(TEXT_MAX) }),
]);
const Action = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("click"), key: text(FIELD_MAX), tap: Tap.optional() }),
  z.strictObject({ type: z.literal("view"), url: text(FIELD_MAX) }),
  z.strictObject({
    type: z.literal("miniprogram"),
    appId: text(FIELD_MAX),
    path: text(FIELD_MAX),
    url: text(FIELD_MAX),
  }),
  z.strictObject({ type: z.enum(KEYED_TYPES), key: text(FIELD_MAX) }),
  z.strictObject({ type: z.literal("media_id"), mediaId: text(FIELD_MAX) }),
  z.strictObject({ type: z.enum(["article_id", "article_view_limited"]), articleId: text(FIELD_MAX) }),
]);
const Leaf = z.strictObject({ name: text(NAME_MAX), action: Action });
const Top = z.union([Leaf, z.strictObject({ name: text(NAME_MAX), items: z.array(Leaf).max(ITEMS_MAX) })]);
const tops = z.array(Top).max(TOPS_MAX);
const Menu = z.strictObject({
  tops,
  conditional: z
    .array(
      z.strictObject({
        rule: z.strictObject({
          labelId: text(64).optional(),
          client: z.enum(["ios", "android", "other"]).optional(),
          language: text(16).optional(),
        }),
        tops,
      }),
    )
    .max(CONDITIONAL_MAX),
});

const Limits = z.object({
  topsMax: z.int(),
  itemsMax: z.int(),
  topBytesMax: z.int(),
  itemBytesMax: z.int(),
  keyBytesMax: z.int(),
  urlBytesMax: z.int(),
  conditionalMax: z.int(),
});

/** `menu`: 0, or a conditional one from 1 on; `code`: see core/menu/problems. */
const problems = z.array(
  z.object({
    menu: z.int(),
    top: z.int().optional(),
    item: z.int().optional(),
    code: z.string(),
    max: z.int().optional(),
    is: z.int().optional(),
  }),
);

export const readMenu = contract({
  id: "menu.read",
  method: "GET",
  path: "/accounts/:id/menu",
  permission: "account.read",
  summary:
    "The account's menu as it is being written, what is wrong with it, and what the platform was given",
  params: PathId,
  response: z.object({
    /** Null: the account's platform keeps no menu. */
    limits: Limits.nullable(),
    draft: Menu,
    version: z.int(),
    problems,
    versions: z.array(
      z.object({
        number: z.int(),
        menu: Menu,
        state: z.enum(["asking", "live", "refused", "unknown", "past"]),
        code: z.string().nullable(),
        at: instant,
        by: z.string(),
      }),
    ),
  }),
});

/** Faults: account_gone, menus_unsupported, version_conflict */
export const saveMenu = contract({
  id: "menu.save",
  method: "PUT",
  path: "/accounts/:id/menu",
  permission: "account.write",
  summary: "Keeps the menu that is being written, also where it is not right yet",
  params: PathId,
  body: z.strictObject({ version: z.int().min(0).max(INTEGER_MAX), menu: Menu }),
  response: z.object({ version: z.int(), problems }),
});

/** Faults: account_gone, menus_unsupported, menu_wrong {n}, menu_version_gone. What the platform says is the answer. */
export const publishMenu = contract({
  id: "menu.publish",
  method: "POST",
  path: "/accounts/:id/menu/publish",
  permission: "account.write",
  summary: "Gives the platform the draft, or puts a version back",
  params: PathId,
  body: z.strictObject({ number: version.optional() }),
  response: z.object({
    number: z.int(),
    state: z.enum(["live", "refused", "unknown"]),
    code: z.string().nullable(),
  }),
});

/** Faults: account_gone, menus_unsupported, platform_refused {code} */
export const readLiveMenu = contract({
  id: "menu.live",
  method: "GET",
  path: "/accounts/:id/menu/live",
  permission: "account.read",
  summary: "What is live by the platform's own word, and whether that is what it was given last",
  params: PathId,
  response: z.object({ menu: Menu.nullable(), same: z.boolean() }),
});

/** Faults: account_gone, menus_unsupported, platform_refused {code} */
export const listMaterials = contract({
  id: "menu.materials",
  method: "GET",
  path: "/accounts/:id/menu/materials",
  permission: "account.read",
  summary: "What the platform keeps for good, for a button to send; twenty at once, the newest first",
  params: PathId,
  query: z.strictObject({
    kind: z.enum(["image", "voice", "video"]).default("image"),
    offset: z.coerce.number().int().min(0).max(MATERIALS_MAX).default(0),
  }),
  response: z.object({
    items: z.array(z.object({ id: z.string(), name: z.string(), at: instant })),
    total: z.int(),
  }),
});

/** Faults: account_gone, menus_unsupported, platform_refused {code} */
export const tryMenu = contract({
  id: "menu.try",
  method: "POST",
  path: "/accounts/:id/menu/try",
  permission: "account.read",
  summary: "Which menu one fan sees",
  params: PathId,
  body: z.strictObject({ fan: z.string().trim().min(1).max(128) }),
  response: z.object({ tops }),
});
