import type { Content } from "../../core/channel/content.ts";
import type { Fan, Send } from "../../core/desk/desk.ts";
import type { SendPlace } from "../../core/desk/stamp.ts";

export type UnknownSend = SendPlace & {
  readonly at: string;
  readonly fan: Fan;
  /** The beginning of its words. */
  readonly text: string;
  readonly code: string | null;
};

/** In contacts of these states: a reply can be sent only while she serves. */
export type UnknownIn = readonly ("active" | "wrapup")[];

export type OutboxStore = {
  /** In conversations whose contact is hers, oldest first. */
  readonly unknown: (staffId: string) => Promise<UnknownSend[]>;
  /** The places of all of them that lie in contacts of these states, oldest first, 300 at most. */
  readonly all: (staffId: string, states: UnknownIn) => Promise<readonly SendPlace[]>;
  /** Those of them that lie in conversations whose contact is hers. */
  readonly own: (places: readonly SendPlace[], staffId: string) => Promise<readonly SendPlace[]>;
  readonly states: (places: readonly SendPlace[]) => Promise<(SendPlace & Send)[]>;
  /** 确认已发: a person says that it arrived. False where its fate is known by now. */
  readonly confirm: (place: SendPlace) => Promise<boolean>;
  /**
   * What is to be sent again: of unknown fate, refused or too late, and not sent again yet. From here on its fate is
   * that something else was sent in its place.
   */
  readonly supersede: (place: SendPlace) => Promise<Content | undefined>;
};
