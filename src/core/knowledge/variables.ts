/** What an answer may leave open, as {{nick}}: filled in when it is said. */
export const VARIABLES = ["nick", "account", "date"] as const;
export type Variable = (typeof VARIABLES)[number];
export type Values = Readonly<Partial<Record<Variable, string>>>;

const HOLE = /\{\{([^{}\n]{1,40})\}\}/gu;
/** With what stands between a form of address and the rest. */
const HOLE_AND_COMMA = /\{\{([^{}\n]{1,40})\}\}([，,、：:]?[ \t]*)/gu;
const BEGINS = /(?:^|[\n。！？!?，,、：:])$/u;

const isVariable = (name: string): name is Variable => (VARIABLES as readonly string[]).includes(name);

export const hasHoles = (text: string): boolean => namesIn(text).some(isVariable);

/** The names of whatever is left open, each once. */
export const namesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(HOLE)].map(([, name = ""]) => name.trim())),
];

export const unknownIn = (text: string): readonly string[] =>
  namesIn(text).filter((name) => !isVariable(name));

/**
 * Fills in what is known. A name that nobody knows goes, and where it stood alone the comma behind it: "{{nick}}，您好" is
 * "您好" then. What is no variable of ours stays as it is written.
 */
export const fillIn = (text: string, values: Values): string =>
  text.replaceAll(HOLE_AND_COMMA, (whole, name: string, comma: string, at: number) => {
    const variable = name.trim();
    if (!isVariable(variable)) return whole;
    const value = values[variable] ?? "";
    return value === "" && BEGINS.test(text.slice(Math.max(0, at - 1), at)) ? "" : `${value}${comma}`;
  });

const NAME_CHARACTERS_MAX = 32;
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A fan's name as it may stand in our words: one line, not too long, nothing that steers a screen. */
export const nickOf = (name: string | null | undefined): string =>
  Array.from((name ?? "").replaceAll(STEERING, "").trim())
    .slice(0, NAME_CHARACTERS_MAX)
    .join("");
