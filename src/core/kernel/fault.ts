/**
 * An expected refusal, told to whoever called: what happened, and what to do.
 * The code is stable; the sentence may change.
 */
export class Fault extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: string, message: string, params: Readonly<Record<string, string | number>> = {}) {
    super(message);
    this.name = "Fault";
    this.code = code;
    this.params = params;
  }
}
