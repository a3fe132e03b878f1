import type { Limits } from "../../../src/core/answer/decide.ts";
import { OUR_MATTERS } from "../../../src/core/answer/words/own.ts";

export const LIMITS: Limits = {
  threshold: 0.5,
  askFrom: 0.3,
  margin: 0.1,
  missesMax: 2,
  optionsMax: 3,
  repeats: false,
  matters: OUR_MATTERS,
};
