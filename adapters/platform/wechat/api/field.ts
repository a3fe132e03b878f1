import { z } from "seatbridge/kit";

/** An id that is written as a number in some answers and as text in others: its digits. */
export const idText = z.union([z.string(), z.number()]).transform(String);
/** An id that calls want as a number. */
export const idNumber = z
  .union([z.string().regex(/^[0-9]{1,15}$/), z.number()])
  .transform(Number)
  .pipe(z.int().nonnegative());
/** A moment in seconds since 1970. */
export const seconds = z.coerce.number();
/** 0 or 1; some answers write it as text. */
export const flag = z.coerce.number();

/** Names of the fans that a page of a list holds; the field is absent where there are none. */
export const openIdPage = {
  count: z.number(),
  data: z.looseObject({ openid: z.array(z.string()) }).optional(),
  next_openid: z.string().default(""),
};

/** Articles as the platform's page has them. */
export const newsInfo = z.looseObject({
  list: z.array(
    z.looseObject({
      title: z.string().default(""),
      digest: z.string().default(""),
      content_url: z.string().default(""),
      cover_url: z.string().default(""),
    }),
  ),
});

/** Nothing but that it was done. */
export const done = z.looseObject({ errcode: z.union([z.literal(0), z.literal("0")]) });
/** Nothing is said with the call. */
export const nothing = z.looseObject({});
