import { fileURLToPath } from "node:url";

import vue from "@vitejs/plugin-vue";
import components from "unplugin-vue-components/vite";
import { defineConfig } from "vite";

import { resolveElement } from "./build/element.ts";

const server = "http://127.0.0.1:3000";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [vue(), components({ dts: false, dirs: [], resolvers: [resolveElement] })],
  define: {
    __VUE_OPTIONS_API__: "false",
  },
  build: {
    // By hand; what is served is put there by scripts/prepare/console.mjs, whole.
    outDir: "dist.byhand",
    manifest: true,
    modulePreload: { polyfill: false },
    // A picture as a data address would be allowed; a style or script never is.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  // `npx vite console` beside a running `npm start`: the page from the sources, everything else from the server.
  server: {
    proxy: { "/api": server, "/health": server, "/media": server, "/fan/api": server, "/emulator": server },
  },
});
