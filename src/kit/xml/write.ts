/// <reference lib="es2024.string" />
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const loneSurrogates = /\p{Surrogate}/gu;

/** The text without what XML 1.0 cannot carry: control characters, lone surrogates (protocols §1.4). */
export function xmlText(text: string): string {
  const paired = text.isWellFormed() ? text : text.replace(loneSurrogates, "");
  return paired.replace(forbidden, "");
}

/** An element that holds the text as it is, whatever it says. */
export function xmlCdata(name: string, text: string): string {
  const safe = xmlText(text);
  // "]]>" would end the section: it is cut in two, which readers join again.
  const body = safe.includes("]]>") ? safe.replaceAll("]]>", "]]]]><![CDATA[>") : safe;
  return `<${name}><![CDATA[${body}]]></${name}>`;
}

/** An element that holds a whole number. */
export function xmlInteger(name: string, value: number): string {
  return `<${name}>${Math.trunc(value)}</${name}>`;
}
