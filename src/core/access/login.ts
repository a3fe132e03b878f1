/** Letters of any script, digits, and what e-mail addresses are made of; after NFKC. */
export const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._@+-]*$/u;
export const LOGIN_CHARACTERS_MAX = 64;
