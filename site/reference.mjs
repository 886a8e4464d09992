// The API reference, as Markdown: the element in HTML from custom-elements.json, everything else from the published types.
// @ts-check
import { readFile } from "node:fs/promises";
import { Application, Comment, ReflectionKind } from "typedoc";
import { Failure, ROOT } from "../tools/setup.mjs";

/** @typedef {{ name: string, type?: { text: string }, description?: string }} Entry */

/** @returns {Promise<string>} */
export async function reference() {
  return `# API reference\n\n${await inHtml()}\n${await inTypeScript()}`;
}

/** What can be written in HTML and CSS. */
async function inHtml() {
  const { modules } = JSON.parse(await readFile(`${ROOT}dist/custom-elements.json`, "utf8"));
  /** @type {{ attributes: Entry[], events: Entry[], slots: Entry[], cssProperties: Entry[] }} */
  const element = modules[0].declarations[0];
  const attributes = element.attributes.map(({ name, type, description = "" }) => [code(name), code(type?.text ?? ""), description]);
  const events = element.events.map(({ name, type, description = "" }) => [code(name), code(type?.text ?? ""), description]);
  const properties = element.cssProperties.map(({ name, description = "" }) => [code(name), description]);
  return [
    "## In HTML\n",
    "```html\n<darien-map lang=\"es\" theme=\"auto\" selected=\"bajo-chiquito\"></darien-map>\n```\n",
    "### Attributes\n",
    table(["attribute", "value", ""], attributes),
    "### Events\n",
    "All of them bubble and leave shadow trees, except `error`.\n",
    table(["event", "type", ""], events),
    "### Content\n",
    `${element.slots[0]?.description ?? ""}\n`,
    "## In CSS\n",
    "See [Colours](docs/theming.md).\n",
    table(["property", ""], properties),
  ].join("\n");
}

/** What TypeScript and JavaScript may use, as TypeDoc reads it from the declarations in dist/. */
async function inTypeScript() {
  const app = await Application.bootstrap({
    entryPoints: [`${ROOT}dist/index.d.ts`],
    tsconfig: `${ROOT}site/tsconfig.reference.json`,
    disableSources: true,
    // What every HTML element and every error has is described elsewhere.
    excludeExternals: true,
    excludePrivate: true,
    sort: ["source-order"],
    logLevel: "Warn",
  });
  const project = await app.convert();
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) throw new Failure("TypeDoc: see above");
  const [element, ...others] = order(project.children ?? []);
  if (!element) throw new Failure("dist/index.d.ts: got no declarations, expected the element's class");
  const members = (element.children ?? []).filter(({ name }) => !BROWSERS.has(name));
  const group = (/** @type {string} */ title, /** @type {typeof members} */ some) => [`## ${title}`, ...some.flatMap((one) => [`### ${one.name}`, ...member(one)])];
  return [
    ...group("Properties", members.filter(({ kind }) => kind !== ReflectionKind.Method)),
    ...group("Methods", members.filter(({ kind }) => kind === ReflectionKind.Method)),
    "## Functions and types",
    ...others.flatMap(type),
  ].join("\n\n");
}

/** What the browser calls, and what every element has: the types of its listeners follow from DarienMapEventMap. */
const BROWSERS = new Set(["constructor", "observedAttributes", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"].concat(["addEventListener", "removeEventListener"]));

/**
 * The element's class first.
 * @param {import("typedoc").DeclarationReflection[]} all
 */
const order = (all) => [...all].sort((a, b) => Number(b.name === "DarienMapElement") - Number(a.name === "DarienMapElement"));

/**
 * A property or a method: its declaration and what it is.
 * @param {import("typedoc").DeclarationReflection} one
 */
function member(one) {
  const { name, getSignature, setSignature, signatures } = one;
  const lines = signatures?.map((call) => `${name}(${(call.parameters ?? []).map(parameter).join(", ")}): ${call.type}`) ?? [
    `${getSignature && !setSignature ? "readonly " : ""}${name}: ${getSignature?.type ?? one.type}`,
  ];
  const set = setSignature?.parameters?.[0]?.type?.toString();
  if (set && set !== getSignature?.type?.toString()) lines.push(`set ${name}: ${set}`);
  return [`\`\`\`ts\n${lines.join("\n")}\n\`\`\``, words(signatures?.[0] ?? getSignature ?? one)];
}

/**
 * A function, or a type: its comment, and a table of its fields or its definition.
 * @param {import("typedoc").DeclarationReflection} one
 */
function type(one) {
  const title = `### ${one.name}`;
  if (one.kind === ReflectionKind.Function) return [title, ...member(one)];
  const fields = one.children?.filter(({ kind, inheritedFrom }) => kind === ReflectionKind.Property && !inheritedFrom) ?? [];
  if (!fields.length) return [title, `\`\`\`ts\ntype ${one.name} = ${one.type ?? one.name}\n\`\`\``, words(one)];
  const rows = fields.map((field) => [code(field.name + (field.flags.isOptional ? "?" : "")), code(String(field.type)), words(field).replaceAll("|", "\\|")]);
  return [title, words(one), table(["field", "type", ""], rows)];
}

/** @param {import("typedoc").ParameterReflection} one */
function parameter({ name, type, flags, defaultValue }) {
  // The declarations take such a parameter to pieces and give it no name.
  const unnamed = /^__/.test(name) ? ({ LonLat: "lonLat", Point: "point" }[String(type)] ?? "options") : name;
  return `${unnamed}${flags.isOptional || defaultValue !== undefined ? "?" : ""}: ${type}`;
}

/**
 * A comment as one paragraph, or several.
 * @param {import("typedoc").Reflection | undefined} one
 */
const words = (one) => Comment.combineDisplayParts(one?.comment?.summary).replace(/\n(?!\n)/g, " ").trim();

/** @param {string} text */
const code = (text) => `\`${text.replaceAll("|", "\\|")}\``;

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}
