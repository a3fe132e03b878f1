/** What must be found nowhere, under the names by which a test tells of it. */
export type Secrets = Readonly<Record<string, string>>;

/** Texts by where they were found. */
export type Places = Readonly<Record<string, readonly string[]>>;

/** Around a find, so that it can be mended. */
const AROUND = 60;

/** Where which secret stands, as it is or as JSON or an address writes it; one line a find. */
export function leaksIn(places: Places, secrets: Secrets): string[] {
  return Object.entries(places).flatMap(([place, texts]) =>
    texts.flatMap((text) =>
      Object.entries(secrets).flatMap(([name, secret]) => {
        const at = formsOf(secret)
          .map((form) => text.indexOf(form))
          .find((found) => found >= 0);
        if (at === undefined) return [];
        return [`${name} in ${place}: ${text.slice(Math.max(0, at - AROUND), at + AROUND)}`];
      }),
    ),
  );
}

const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
];
