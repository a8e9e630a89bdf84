/**
 * Builds src into clients/ringline_web: one module for the client; pages with their modules. Not minified: it is read.
 * What an earlier build made there is deleted first.
 */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outDir = process.env.OUT_DIR ?? here("../../ringline_web");

for (const name of readdirSync(outDir)) if (/\.(js|css|html|svg)$/.test(name)) rmSync(join(outDir, name));

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

/** For other sites, so it is no module and needs nothing but itself. */
await build({
  ...common,
  publicDir: false,
  build: {
    ...output,
    lib: { entry: here("../src/widget/embed.ts"), formats: ["iife"], name: "ringline", fileName: () => "widget.js" },
  },
});

/** Page to the name of its script and style: each has all that it needs, and nothing that another one needs. */
const pages = { index: "desk", widget: "chat", try: "try" };

for (const [page, name] of Object.entries(pages))
  await build({
    ...common,
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      ...output,
      rollupOptions: {
        input: here(`../src/${page}.html`),
        output: {
          entryFileNames: `${name}.js`,
          chunkFileNames: page === "try" ? "try_[name].js" : "[name].js", // each page has its own
          assetFileNames: `${name}[extname]`,
          minifyInternalExports: false, // a part that is loaded later finds what it needs in an older desk, too
        },
      },
    },
  });
