import MiniSearch from "minisearch";

import type { Engine } from "../engine.ts";
import { bm25 } from "./bm25.ts";
import { guessOf, phrasingsOf, tokensOf } from "./phrasings.ts";
import { containerBootstrap, elasticlunr, LangEn, LangZh, Nlp } from "./untyped.ts";

const minisearch: Engine = {
  name: "minisearch",
  learn(entries) {
    const documents = phrasingsOf(entries).map((one, id) => ({ ...one, id }));
    const index = new MiniSearch({
      fields: ["text"],
      storeFields: ["intent"],
      tokenize: (text) => [...tokensOf(text)],
    });
    index.addAll(documents);
    return (query) =>
      guessOf(index.search(query).map(({ intent, score }) => ({ intent: String(intent), score })));
  },
};

const lunr: Engine = {
  name: "elasticlunr",
  learn(entries) {
    const documents = phrasingsOf(entries);
    elasticlunr.tokenizer = (text) => tokensOf(String(text));
    const index = elasticlunr(function configure() {
      this.addField("text");
      this.setRef("id");
      this.saveDocument(false);
      this.pipeline.reset();
    });
    documents.forEach(({ text }, id) => index.addDoc({ id, text }));
    return (query) =>
      guessOf(
        index
          .search(query, {})
          .map(({ ref, score }) => ({ intent: documents[Number(ref)]?.intent ?? "", score })),
      );
  },
};

/** The engine of node-nlp. */
const nlp: Engine = {
  name: "nlp.js",
  async learn(entries) {
    const documents = phrasingsOf(entries);
    const language = documents.some(({ text }) => /\p{Script=Han}/u.test(text)) ? "zh" : "en";
    const container = await containerBootstrap();
    for (const part of [Nlp, LangZh, LangEn]) container.use(part);
    const engine = container.get("nlp");
    engine.settings.autoSave = false;
    engine.settings.nlu = { log: false };
    engine.addLanguage(language);
    for (const { text, intent } of documents) engine.addDocument(language, text, intent);
    await engine.train();
    return async (query) => {
      const { classifications } = await engine.process(language, query);
      return guessOf(classifications.filter(({ intent }) => intent !== "None"));
    };
  },
};

/** On their defaults but for the tokens: characters and pairs of them. */
export const peers: readonly Engine[] = [bm25, minisearch, lunr, nlp];
