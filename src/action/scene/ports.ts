import type { MadeCode } from "../../core/channel/capability/codes.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Lane } from "../../core/scene/scene.ts";

/** A code with a scene: what it decides, and what the platform has made of it. */
export type SceneCode = {
  readonly id: string;
  readonly accountId: string;
  readonly scene: string;
  readonly name: string;
  /** Of a temporary one, in ms. */
  readonly livesMs: number | null;
  readonly queueId: string | null;
  readonly lane: Lane;
  readonly atOnce: boolean;
  readonly welcome: string | null;
  readonly entryKey: string | null;
  /** making: nobody knows yet what the platform says. failed: it has refused, by its code. */
  readonly state: "making" | "ready" | "failed" | "archived";
  readonly code: string | null;
  /** What the picture says; null before there is one. */
  readonly url: string | null;
  readonly expiresAt: Instant | null;
  readonly createdAt: Instant;
  readonly version: number;
};

export type CountedCode = SceneCode & {
  /** Fans who followed by it; and scans in all. */
  readonly follows: number;
  readonly scans: number;
};

export type SceneChange = Partial<
  Pick<SceneCode, "name" | "queueId" | "lane" | "atOnce" | "welcome" | "entryKey" | "state">
>;

export type SceneStore = {
  readonly list: () => Promise<readonly CountedCode[]>;
  readonly byId: (id: string) => Promise<CountedCode | undefined>;
  readonly isTaken: (accountId: string, scene: string) => Promise<boolean>;
  readonly permanent: (accountId: string) => Promise<number>;
  readonly create: (code: Omit<SceneCode, "version" | "code" | "url" | "expiresAt">) => Promise<void>;
  /** Raises the version. Throws raced where it is not the one that was read. */
  readonly update: (code: Pick<SceneCode, "id" | "version">, change: SceneChange) => Promise<void>;
  /** What the platform has said of it. */
  readonly settle: (id: string, made: MadeCode | { readonly code: string }) => Promise<void>;
  /** What a code or a menu may lead to. */
  readonly entries: (
    accountId: string,
  ) => Promise<readonly { readonly key: string; readonly title: string }[]>;
};
