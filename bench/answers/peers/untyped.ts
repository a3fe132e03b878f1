import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

type Lunr = {
  addField(name: string): void;
  setRef(name: string): void;
  saveDocument(save: boolean): void;
  addDoc(document: object): void;
  search(query: string, options: object): readonly { readonly ref: string; readonly score: number }[];
  readonly pipeline: { reset(): void };
};

type Container = {
  use(part: unknown): void;
  get(name: "nlp"): {
    settings: { autoSave: boolean; nlu: object };
    addLanguage(language: string): void;
    addDocument(language: string, text: string, intent: string): void;
    train(): Promise<void>;
    process(
      language: string,
      text: string,
    ): Promise<{ readonly classifications: readonly { readonly intent: string; readonly score: number }[] }>;
  };
};

/** What the bench calls of packages that bring no types. */
export const elasticlunr = require("elasticlunr") as ((configure: (this: Lunr) => void) => Lunr) & {
  tokenizer: (text: unknown) => readonly string[];
};
export const { containerBootstrap } = require("@nlpjs/core") as {
  readonly containerBootstrap: () => Promise<Container>;
};
export const { Nlp } = require("@nlpjs/nlp") as { readonly Nlp: unknown };
export const { LangZh } = require("@nlpjs/lang-zh") as { readonly LangZh: unknown };
export const { LangEn } = require("@nlpjs/lang-en-min") as { readonly LangEn: unknown };
