/** One case of a contract suite, as data: the name is a sentence, `run` throws where the sentence is not true. */
export type ContractCase = { readonly name: string; readonly run: () => void | Promise<void> };
