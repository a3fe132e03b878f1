import type { MediaLimit, Sends } from "seatbridge/kit";

const KIB = 1_024;
const MIB = 1_024 * KIB;

/** What is taken of each type of upload (protocols §1.12). */
export const limits = {
  image: { types: ["image/png", "image/jpeg", "image/gif"], bytesMax: 10 * MIB },
  voice: { types: ["audio/amr", "audio/mpeg"], bytesMax: 2 * MIB },
  video: { types: ["video/mp4"], bytesMax: 10 * MIB },
  thumb: { types: ["image/jpeg"], bytesMax: 64 * KIB },
} as const satisfies Record<string, MediaLimit>;

const MENU_ITEMS_MAX = 10;

/** What an official account sends beside words (protocols §1.10); of files it takes none. */
export const accountSends: Sends = {
  image: limits.image,
  voice: limits.voice,
  video: { ...limits.video, cover: limits.thumb },
  news: true,
  mini_program: { cover: limits.thumb, ownOnly: false },
  menu: { itemsMax: MENU_ITEMS_MAX },
};

/** What a mini program does (protocols §3). */
export const miniProgramSends: Sends = {
  image: limits.image,
  news: true,
  mini_program: { cover: limits.thumb, ownOnly: true },
};
