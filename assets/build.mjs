// Builds waarborg.css: NL Design System components, their tokens, our own tokens and layout; only what templates use.
import { readFile, readdir, mkdir, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";
import { transform } from "lightningcss";

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, "../src/waarborg/interfaces/web");
const out = join(web, "static/built");

const UTRECHT = [
  "alert", "breadcrumb-nav", "checkbox", "form-field", "form-field-description", "form-field-error-message",
  "form-fieldset", "form-label", "radio-button", "select", "textarea", "textbox",
];
const CANDIDATES = ["heading", "paragraph", "link", "skip-link", "data-badge", "mark", "button", "code"];
// every sheet in css/: the tokens first, what all pages share next, print last
const FIRST = ["tokens", "page", "frame", "parts", "forms"];
const subjects = (await readdir(join(here, "css"))).map((file) => file.replace(/\.css$/, "")).sort();
const OWN = [...FIRST, ...subjects.filter((name) => ![...FIRST, "print"].includes(name)), "print"];

const modules = join(here, "node_modules");
const theme = join(modules, "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css");
const theirs = [
  theme,
  ...UTRECHT.map((name) => join(modules, `@utrecht/${name}-css/dist/index.css`)),
  ...CANDIDATES.map((name) => join(modules, `@nl-design-system-candidate/${name}-css/dist/${name}.css`)),
];
const ours = OWN.map((name) => join(here, `css/${name}.css`));

const VARIABLE = /var\(\s*(--[\w-]+)/g;
const variables = (value) => [...value.matchAll(VARIABLE)].map((match) => match[1]);

// The theme defines thousands of tokens; a page needs those that its own rules reach, directly or through others.
function withoutUnusedTokens(css) {
  const root = postcss.parse(css);
  const definitions = new Map();
  const reached = new Set();
  const queue = [];
  root.walkDecls((decl) => {
    if (!decl.prop.startsWith("--")) queue.push(...variables(decl.value));
    else definitions.set(decl.prop, [...(definitions.get(decl.prop) ?? []), ...variables(decl.value)]);
  });
  while (queue.length > 0) {
    const name = queue.pop();
    if (reached.has(name)) continue;
    reached.add(name);
    queue.push(...(definitions.get(name) ?? []));
  }
  root.walkDecls(/^--/, (decl) => { if (!reached.has(decl.prop)) decl.remove(); });
  root.walkRules((rule) => { if (rule.nodes.length === 0) rule.remove(); });
  return root.toString();
}

const read = async (files) => (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n");

// Of the libraries only what is used. Our own sheets stay whole: a name that is put together, such as
// `step--${n}`, looks unused and is not. That nothing of ours lies idle is for tests/architecture/test_styles.py.
const [purged] = await new PurgeCSS().purge({
  content: [`${web}/**/*.html`, `${web}/**/*.py`, `${web}/static/web/*.js`],
  css: [{ raw: (await read(theirs)).replaceAll(".voorbeeld-theme", ":root") }],
  defaultExtractor: (content) => content.match(/[\w-]+/g) ?? [],
});
const { code } = transform({
  filename: "waarborg.css",
  code: Buffer.from(withoutUnusedTokens(`${purged.css}\n${await read(ours)}`)),
  minify: true,
  targets: { chrome: 109 << 16, firefox: 115 << 16, safari: (16 << 16) | (4 << 8) },
});
const banner = "/* Waarborg. EUPL-1.2. Contains NL Design System (Frameless B.V., gemeente Utrecht and others, EUPL-1.2). */\n";
await mkdir(out, { recursive: true });
await writeFile(join(out, "waarborg.css"), banner + code);
console.log(`waarborg.css: ${code.length} bytes, ${gzipSync(code).length} gzip`);
