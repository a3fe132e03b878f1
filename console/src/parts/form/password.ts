/** As the server has it; it decides. Counted as it counts: code points. */
export const PASSWORD_CHARACTERS_MIN = 10;

export const charactersMissing = (password: string): number =>
  Math.max(0, PASSWORD_CHARACTERS_MIN - Array.from(password).length);

export const isLongEnough = (password: string): boolean => charactersMissing(password) === 0;
