import { withInstants } from "@coachwork/schema";
import { allLanguages } from "../mail/catalogs/catalogs.js";
import { escaped, type Link } from "../mail/page.js";
import { instantText } from "../mail/when.js";
import type { Visitor } from "./visit.js";

/** A page without script, as parts of HTML below its heading. */
export interface WebPage {
  readonly title: string;
  readonly language: string;
  readonly parts: readonly string[];
}

export function htmlOfPage({ title, language, parts }: WebPage): string {
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/account/style.css">
</head>
<body><main>
<h1>${escaped(title)}</h1>
${parts.join("\n")}
</main></body>
</html>
`;
}

/** The same page for every link that does not work. Its reader is not known, so it is in all languages. */
export function endedPage(): string {
  const parts = allLanguages.map(({ language, pages }) => `<p lang="${language}">${escaped(pages.linkEnded)}</p>`);
  return htmlOfPage({ title: "Coachwork", language: allLanguages[0]!.language, parts });
}

export function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

/** A refusal of the API, which writes English and UTC. Its instants are shown on the reader's clock. */
export function refusal(message: string, { language, person }: Pick<Visitor, "language" | "person">): string {
  const english = allLanguages[0]!.language;
  const locale = language.catalog.language === english ? language.locale : english;
  const text = withInstants(message, (instant) => instantText(instant, locale, person.timeZone));
  return `<p lang="en" role="alert">${escaped(text)}</p>`;
}

export function detailList(details: readonly (readonly [label: string, value: string])[]): string {
  const rows = details.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`);
  return `<dl>${rows.join("")}</dl>`;
}

export function linkList(links: readonly Link[]): string {
  return `<p>${links.map(({ label, href }) => `<a href="${escaped(href)}">${escaped(label)}</a>`).join("<br>")}</p>`;
}

/** A choice of a form. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What a button sends to the page's own address. `key` makes sending it twice the same as once. */
export function form(key: string, button: string, choices?: { readonly name: string; readonly of: readonly Choice[] }) {
  const radios = choices?.of.map(
    ({ value, label }) =>
      `<label><input type="radio" required name="${escaped(choices.name)}" value="${escaped(value)}"> ${escaped(label)}</label>`,
  );
  return `<form method="post"><input type="hidden" name="key" value="${escaped(key)}">
${radios?.join("\n") ?? ""}
<p><button>${escaped(button)}</button></p></form>`;
}
