/** Builds src into clients/ringline_web: one module for the client; pages with their modules. Not minified: it is read. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outDir = process.env.OUT_DIR ?? here("../../ringline_web");

const common = { root: here("../src"), configFile: false, logLevel: "warn", base: "./" };
const output = { outDir, emptyOutDir: false, target: "es2022", minify: false, cssMinify: false, modulePreload: false };

await build({
  ...common,
  publicDir: false,
  build: {
    ...output,
    lib: { entry: here("../src/client/index.ts"), formats: ["es"], fileName: () => "ringline-client.js" },
  },
});

await build({
  ...common,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    ...output,
    rollupOptions: {
      input: here("../src/index.html"),
      output: { entryFileNames: "desk.js", chunkFileNames: "[name].js", assetFileNames: "desk[extname]" },
    },
  },
});
