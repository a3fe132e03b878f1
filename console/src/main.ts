import "./app/style/tokens.css";
import "./app/style/element.css";
import "./app/style/base.css";

import { createApp } from "vue";

import App from "./app/app.vue";
import { watchVersion } from "./app/frame/version.ts";
import { startKeyboard } from "./app/keys/keyboard.ts";
import { router } from "./app/router.ts";
import { applyPreferences } from "./me/preferences.ts";

startKeyboard();
watchVersion();
await applyPreferences();
createApp(App).use(router).mount("#app");
