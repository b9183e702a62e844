/** A page that a link in a letter leads to. `parts` are HTML. */
export function mailedPage(language: string, title: string, parts: readonly string[]): string {
  return `<!DOCTYPE html>
<html lang="${language}">
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

/** What every link says that does not work. */
const ended: Readonly<Record<string, string>> = {
  en: "This link does not work, or not any more.",
  de: "Dieser Link gilt nicht oder nicht mehr.",
};

/** The same page for every link that does not work. Its reader is not known, so it is in all languages. */
export function endedPage(): string {
  const parts = Object.entries(ended).map(([language, text]) => `<p lang="${language}">${text}</p>`);
  return mailedPage("en", "Coachwork", parts);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as HTML, also between quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
