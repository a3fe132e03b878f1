import { inject, provide, type InjectionKey, type Ref } from "vue";

import type { FanAccount } from "../../../../src/http/contract/fan/view.ts";

export type PlatformName = FanAccount["platform"];

const KEY: InjectionKey<Readonly<Ref<PlatformName>>> = Symbol("platform");

export const providePlatform = (platform: Readonly<Ref<PlatformName>>): void => provide(KEY, platform);

/** The platform whose phone is in hand. */
export function usePlatform(): Readonly<Ref<PlatformName>> {
  const platform = inject(KEY);
  if (platform === undefined) throw new Error("Nobody has said whose phone it is.");
  return platform;
}

const PICTURES = {
  "wechat-oa": "/emulator/wechat/pictures",
  "wechat-mini": "/emulator/wechat/pictures",
  weibo: "/emulator/weibo/pictures",
} as const;

/** Where the platform shows what it keeps. */
export const pictureUrl = (platform: PlatformName, mediaId: string): string =>
  `${PICTURES[platform]}/${encodeURIComponent(mediaId)}`;
