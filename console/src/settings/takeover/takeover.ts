import type { Answer } from "../../api/endpoints.ts";
import { isTextKey, t } from "../../text/index.ts";

export type Takeover = Answer<"GET /accounts/:id/takeover">;
export type Found = NonNullable<Takeover["found"]>;
export type Rule = Found["rules"][number];
export type Choice = Found["choice"];
export type Draft = NonNullable<Found["made"]>["drafts"][number];
export type Button = Found["menu"]["buttons"][number];

type Mapped = Pick<Rule, "maps"> & { readonly notes?: readonly string[]; readonly why?: Why };
type Why = Extract<Rule, { maps: false }>["why"];

/** What an answer of ours says, in one line. */
export function answerWords(answer: Draft["answer"]): string {
  switch (answer.kind) {
    case "text":
      return answer.text;
    case "image":
      return t("takeover.answer.image");
    case "news":
      return t("takeover.answer.news", { title: answer.articles[0].title });
  }
}

/** Why it cannot be ours; or what will be other than it was. */
export function remarksOf({ notes = [], why }: Mapped): readonly string[] {
  if (why !== undefined) {
    return [t(`takeover.why.${why.code}`, { kind: kindWords(why.kind) })];
  }
  return notes.map((note) => {
    const key = `takeover.note.${note}`;
    return isTextKey(key) ? t(key) : note;
  });
}

/** A kind of reply as the platform's page calls it. */
export function kindWords(kind = ""): string {
  const key = `takeover.kind.${kind}`;
  return isTextKey(key) ? t(key) : kind;
}
