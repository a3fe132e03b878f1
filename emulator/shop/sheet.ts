import { z } from "zod";

/** WeChat's limit for one text message, in UTF-8 bytes (protocols: passive reply and customer service text). */
const ANSWER_BYTES_MAX = 2048;
const TITLE_CHARS_MAX = 30;
const PHRASING_CHARS_MAX = 60;
const PHRASINGS_MIN = 6;
const PHRASINGS_MAX = 12;
const NOTICE_CHARS_MAX = 300;
/** protocols: menu. */
const MENU_MAX = 3;
const MENU_NAME_CHARS_MAX = 4;

const KEY = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

const Key = z
  .string("give it a key")
  .regex(KEY, "write it in lower-case English words joined by hyphens, like shipping-when");

const Line = (charsMax: number) =>
  z
    .string("write a text; quote it if it looks like a number or yes/no")
    .max(charsMax, `shorten it to ${charsMax} characters`)
    .refine((text) => text.trim() !== "", "write a text or remove the line");

const Text = z
  .string()
  .refine((text) => text.trim() !== "", "write what the fan is told")
  .refine(
    (text) => bytesOf(text) <= ANSWER_BYTES_MAX,
    `shorten it to ${ANSWER_BYTES_MAX} bytes of UTF-8, one message`,
  );

const News = z.strictObject({
  title: Line(64),
  description: Line(120),
  picture: z.url("write the address of a picture"),
  url: z.url("write the address of the page"),
});

/** A text as it is, or one of the fields where it is something else. */
const AnswerSheet = z
  .preprocess(
    (raw) => (typeof raw === "string" ? { text: raw } : raw),
    z.strictObject(
      { text: Text.optional(), image: Line(128).optional(), news: News.optional() },
      "write the text, or image: with a media id, or news: with title, description, picture and url",
    ),
  )
  .transform(({ text, image, news }, context) => {
    const given = [text, image, news].filter((part) => part !== undefined);
    if (given.length !== 1) context.addIssue("give exactly one of text, image, news");
    if (news !== undefined) {
      const { picture, ...rest } = news;
      return { kind: "news" as const, articles: [{ ...rest, pictureUrl: picture }] as const };
    }
    if (image !== undefined) return { kind: "image" as const, mediaId: image };
    return { kind: "text" as const, text: text ?? "" };
  });

const TopicSheet = z.strictObject({
  key: Key,
  title: Line(TITLE_CHARS_MAX),
  phrasings: z
    .array(Line(PHRASING_CHARS_MAX), "list what fans say, one a line")
    .min(PHRASINGS_MIN, `add phrasings until there are ${PHRASINGS_MIN}: fewer are matched badly`)
    .max(PHRASINGS_MAX, `keep the ${PHRASINGS_MAX} that differ most`),
  answer: AnswerSheet,
});

/** One file of topics: a group of the knowledge base. */
export const GroupSheet = z.strictObject({
  group: Line(20),
  topics: z.array(TopicSheet, "list the topics").min(1, "add a topic"),
});

/** `shop.yaml`: who the shop is, and the sentences that are its own. */
export const ShopSheet = z.strictObject({
  brand: z.strictObject({ key: Key, name: Line(20), assistant: Line(20) }),
  notices: z.record(z.string(), Line(NOTICE_CHARS_MAX)).default({}),
  /** The buttons under the thread; each names a topic, or `person`. */
  menu: z
    .array(z.strictObject({ name: Line(MENU_NAME_CHARS_MAX), key: Key }))
    .max(MENU_MAX, `keep ${MENU_MAX}: the platform shows no more`)
    .default([]),
  /** What the shop had set up on the platform's page before, as get_current_autoreply_info answers it. */
  page: z.record(z.string(), z.unknown()).optional(),
});
