/**
 * The little HTML that an agent writes: lines, bold, italic, lists, links. Nothing else comes in or goes out.
 *
 * `<div>` is a line. Read with a reader of our own, because the policy of the page lets nothing parse HTML; unknown tags
 * are dropped and their text kept.
 */

const KEPT: Readonly<Record<string, string>> = { b: "strong", strong: "strong", i: "em", em: "em", ul: "ul", ol: "ol", li: "li", a: "a", div: "div", p: "div", br: "br" };
const BLOCKS: ReadonlySet<string> = new Set(["div", "ul", "ol", "li"]);
const LISTS: ReadonlySet<string> = new Set(["ul", "ol"]);
const TOKEN = /<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>|([^<]+)|</gi;
const HREF = /\bhref\s*=\s*"([^"]*)"/i;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0", "#39": "'", "#x27": "'" };

/** Only what leads to a page or a mailbox. */
export const isLink = (href: string): boolean => /^(https?:\/\/[^\s/]|mailto:[^\s@]+@)/i.test(href);

const kindOf = (node: Node): string => KEPT[node.nodeName.toLowerCase()] ?? "";
const isBlock = (node: Node): boolean => BLOCKS.has(kindOf(node));

// --- out: what the server gets

/** What is in the box, as HTML. */
export function htmlOf(box: Node): string {
  return textOf(box).trim() ? flow(box) : "";
}

/** Runs of text between blocks are lines of their own. */
function flow(parent: Node): string {
  let html = "";
  let run = "";
  const close = (): void => {
    if (run) html += `<div>${run}</div>`;
    run = "";
  };
  for (const node of parent.childNodes) {
    if (isBlock(node)) [close(), (html += block(node))];
    else if (kindOf(node) === "br") run ? close() : (html += "<div><br></div>");
    else run += inline(node);
  }
  close();
  return html;
}

function block(node: Node): string {
  const kind = kindOf(node);
  if (LISTS.has(kind)) return `<${kind}>${[...node.childNodes].filter((one) => kindOf(one) === "li" || LISTS.has(kindOf(one))).map(block).join("")}</${kind}>`;
  if ([...node.childNodes].some(isBlock)) return kind === "li" ? `<li>${flow(node)}</li>` : flow(node);
  const inner = [...node.childNodes].map(inline).join("");
  return `<${kind}>${inner || "<br>"}</${kind}>`;
}

function inline(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.textContent ?? "");
  const kind = kindOf(node);
  if (kind === "br") return "<br>";
  const inner = [...node.childNodes].map(inline).join("");
  if (!inner || !kind || BLOCKS.has(kind)) return inner;
  if (kind !== "a") return `<${kind}>${inner}</${kind}>`;
  const href = (node as Element).getAttribute("href") ?? "";
  return isLink(href) ? `<a href="${escaped(href)}">${inner}</a>` : inner;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

// --- out: what those read who see no HTML

/** What is in the box, as plain text: a list has its marks, a link its address. */
export function textOf(box: Node): string {
  return lines(box).join("\n").replaceAll("\u00a0", " ");
}

function lines(parent: Node, indent = ""): string[] {
  const found: string[] = [];
  let run: string | undefined;
  const close = (): void => {
    if (run !== undefined) found.push(run);
    run = undefined;
  };
  let number = 0;
  for (const node of parent.childNodes) {
    const kind = kindOf(node);
    if (kind === "br") [(run ??= ""), close()];
    else if (kind === "li") {
      const mark = kindOf(parent) === "ol" ? `${(number += 1)}. ` : "- ";
      const [first = "", ...rest] = lines(node, indent);
      close();
      found.push(`${indent}${mark}${first}`, ...rest.map((line) => `${indent}${" ".repeat(mark.length)}${line}`));
    } else if (isBlock(node)) [close(), found.push(...lines(node, indent))];
    else run = (run ?? "") + words(node);
  }
  close();
  return found.length > 0 ? found : [""];
}

function words(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
  if (kindOf(node) === "br") return "\n";
  const inner = [...node.childNodes].map(words).join("");
  const href = kindOf(node) === "a" ? ((node as Element).getAttribute("href") ?? "") : "";
  return !href || href === inner || href === `mailto:${inner}` ? inner : `${inner} (${href})`;
}

// --- in: what was kept

/** The same again, made of elements. */
export function fragmentOf(html: string): DocumentFragment {
  const top = document.createDocumentFragment();
  const open: Node[] = [top];
  for (const [, closing, name = "", rest = "", text] of html.matchAll(TOKEN)) {
    const here = open.at(-1) as Node;
    const kind = KEPT[name.toLowerCase()];
    if (text !== undefined) here.appendChild(document.createTextNode(plain(text)));
    else if (!kind) continue;
    else if (kind === "br") here.appendChild(document.createElement("br"));
    else if (closing) {
      const at = open.findLastIndex((node) => kindOf(node) === kind);
      if (at > 0) open.length = at;
    } else {
      const made = document.createElement(kind);
      const href = plain(HREF.exec(rest)?.[1] ?? "");
      if (kind === "a" && isLink(href)) made.setAttribute("href", href);
      here.appendChild(made);
      open.push(made);
    }
  }
  return top;
}

const plain = (text: string): string =>
  text.replaceAll(/&(#?\w+);/g, (whole, name: string) => NAMED[name.toLowerCase()] ?? whole);

/** Plain text as the HTML of an agent: each line a line. */
export const htmlOfText = (text: string): string =>
  text
    .split("\n")
    .map((line) => `<div>${escaped(line) || "<br>"}</div>`)
    .join("");
