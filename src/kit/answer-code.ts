const CODE = /^-?[0-9]{1,9}$/;

/**
 * The other side's code of an error, written as a number or its digits; undefined where nothing or something else stands
 * there. Codes are logged, counted and shown, so no text is taken for one: it could repeat a token, or a fan's words.
 */
export function answerCode(value: unknown): string | undefined {
  const isCode = (typeof value === "number" || typeof value === "string") && CODE.test(String(value));
  return isCode ? String(value) : undefined;
}
