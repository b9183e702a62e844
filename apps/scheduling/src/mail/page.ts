/** A part of a letter below its heading. */
export type Block =
  | { readonly text: string }
  /** Facts, each with a label. */
  | { readonly details: readonly (readonly [label: string, value: string])[] }
  | { readonly list: readonly string[] }
  | { readonly links: readonly Link[] };

export interface Link {
  readonly label: string;
  readonly href: string;
}

/** What a letter says, however it is shown. Its texts are plain: nothing in them is markup. */
export interface Page {
  readonly heading?: string | undefined;
  readonly blocks: readonly Block[];
  /** The signature. */
  readonly from: string;
  readonly language: string;
}

/** A page as plain text. */
export function textOf({ heading, blocks, from }: Page): string {
  const paragraphs = [heading, ...blocks.map(blockText), from].filter((paragraph) => paragraph !== undefined);
  return `${paragraphs.join("\n\n")}\n`;
}

function blockText(block: Block): string {
  if ("text" in block) return block.text;
  if ("details" in block) return block.details.map(([label, value]) => `${label}: ${value}`).join("\n");
  if ("list" in block) return block.list.map((line) => `- ${line}`).join("\n");
  return block.links.map(({ label, href }) => `${label}: ${href}`).join("\n");
}

/** A page as HTML, which mail programs show beside pictures and styles that they do not load. */
export function htmlOf({ heading, blocks, from, language }: Page): string {
  const title = heading === undefined ? "" : `<h1 style="font-size:20px;line-height:1.3">${escaped(heading)}</h1>`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a">
<div style="max-width:560px;margin:0 auto">
${title}
${blocks.map(blockHtml).join("\n")}
<p style="color:#666">${escaped(from)}</p>
</div>
</body>
</html>
`;
}

function blockHtml(block: Block): string {
  if ("text" in block) return `<p>${linked(block.text)}</p>`;
  if ("details" in block)
    return `<table role="presentation" style="border-spacing:0">${block.details.map(row).join("")}</table>`;
  if ("list" in block) return `<ul>${block.list.map((line) => `<li>${escaped(line)}</li>`).join("")}</ul>`;
  return `<p>${block.links.map(({ label, href }) => `<a href="${escaped(href)}">${escaped(label)}</a>`).join("<br>")}</p>`;
}

function row([label, value]: readonly [string, string]): string {
  return `<tr><td style="padding:2px 16px 2px 0;color:#666;vertical-align:top">${escaped(label)}</td><td>${escaped(value)}</td></tr>`;
}

/** A paragraph, in which a line that is an address leads there. */
function linked(text: string): string {
  return text
    .split("\n")
    .map((line) => (/^https?:\/\/\S+$/.test(line) ? `<a href="${escaped(line)}">${escaped(line)}</a>` : escaped(line)))
    .join("<br>");
}

/** What people typed is text in HTML too: in an element and in an attribute between double quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
