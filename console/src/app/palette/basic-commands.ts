import { useRouter } from "vue-router";

import { preferences, type Preferences } from "../../me/preferences.ts";
import { may, signOut } from "../../me/session.ts";
import { type Language, LANGUAGES, t, type TextKey } from "../../text/index.ts";
import { openSheet } from "../keys/sheet.ts";
import { homeOf, routes } from "../routes.ts";
import { type Command, useCommands } from "./palette.ts";

const THEMES: readonly { readonly theme: Preferences["theme"]; readonly text: TextKey }[] = [
  { theme: "auto", text: "me.theme.auto" },
  { theme: "light", text: "me.theme.light" },
  { theme: "dark", text: "me.theme.dark" },
];
const NAMES: Readonly<Record<Language, string>> = { "zh-CN": "中文", en: "English" };

/** What can be done from everywhere: pages, theme, language, the sheet, leaving. */
export function useBasicCommands(): void {
  const router = useRouter();
  useCommands(() => [
    ...routes.flatMap(({ path, meta }): readonly Command[] =>
      meta === undefined ||
      meta.access === "entry" ||
      (meta.permission !== undefined && !may(meta.permission))
        ? []
        : [
            {
              id: `page:${path}`,
              title: t(meta.text),
              group: t("app.palette.pages"),
              words: path,
              run: () => void router.push(homeOf(path)),
            },
          ],
    ),
    ...THEMES.map(({ theme, text }) => ({
      id: `theme:${theme}`,
      title: t(text),
      group: t("me.theme"),
      words: `theme ${theme}`,
      run: () => void (preferences.theme = theme),
    })),
    ...LANGUAGES.map((language) => ({
      id: `language:${language}`,
      title: NAMES[language],
      group: t("me.language"),
      words: `language 语言 ${language}`,
      run: () => void (preferences.language = language),
    })),
    {
      id: "sheet",
      title: t("app.keys.sheet"),
      group: t("app.palette.help"),
      keys: "Ctrl+/",
      words: "keyboard shortcuts 快捷键",
      run: openSheet,
    },
    {
      id: "leave",
      title: t("app.sign_out"),
      group: t("app.palette.account"),
      words: "sign out logout 退出",
      run: () => void signOut().then(() => router.push("/login")),
    },
  ]);
}
