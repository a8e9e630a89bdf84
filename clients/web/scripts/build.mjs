/** Builds src into clients/ringline_web: one module for the client; pages with their modules. Not minified: it is read. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outDir = process.env.OUT_DIR ?? here("../../ringline_web");

await build({
  root: here("../src"),
  configFile: false,
  logLevel: "warn",
  build: {
    outDir,
    emptyOutDir: false,
    target: "es2022",
    minify: false,
    lib: { entry: here("../src/client/index.ts"), formats: ["es"], fileName: () => "ringline-client.js" },
  },
});
