import { expect, test } from "@jest/globals";
import { extractText } from "unpdf";
import { agreementPdf, plainAgreementPdf } from "../../apps/gateway/src/agreements/agreement-pdf.js";

const pdfOf = (text: string, print = agreementPdf, title = "Title") => {
  const rest = { textHash: "0", status: "DRAFT", parties: [], others: { parties: 0, signed: 0 } };
  return print({ title, text, ...rest });
};

/** What a reader reads, without white space, and without what stands below each page. */
async function lettersOf(pdf: Buffer): Promise<string> {
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: false });
  return text.map((page) => page.replace(/SHA-256 of the text[^]*/, "").replaceAll(/\s+/g, "")).join("");
}
const printed = async (...given: Parameters<typeof pdfOf>) => lettersOf(await pdfOf(...given));

const LONG: readonly (readonly [name: string, text: string])[] = [
  ["one word", "a".repeat(30_000)],
  ["entities", "&a;".repeat(10_000)],
  ["brackets", "[".repeat(30_000)],
  ["an image", `![logo](data:image/png;base64,${"Ab3/".repeat(4_500)})`],
  ["code", `\`\`\`\n${"word".repeat(7_000)}\n\`\`\``],
];
test.each(LONG)("%s of thousands of letters is printed, and each of its letters", async (_, text) => {
  const letters = await printed(text);
  const wanted = text.replaceAll("```", "").replaceAll(/\s+/g, "");
  expect(letters.includes(wanted)).toBe(true);
});

test.each([
  ["quotes", "> ".repeat(5_000)],
  ["lists", "- ".repeat(5_000)],
])("%s in each other, thousands of them, are printed as they were written", async (_, marks) => {
  const text = `Before.\n\n${marks}what is signed\n\nAfter.`;
  const letters = await printed(text);
  for (const part of ["Before.", "whatissigned", "After."]) expect(letters).toContain(part);
});

test("a text as it was written has all its marks", async () => {
  const text = "# One\n\n*two* [three](https://four.example)\n\n- five";
  expect(await printed(text, plainAgreementPdf)).toContain(text.replaceAll(/\s+/g, ""));
});

test.each([
  ["0. zero\n1. one", "0.zero1.one"],
  ["7. seven\n8. eight", "7.seven8.eight"],
  ['[text](https://a.example "and a title")', 'text(https://a.example"andatitle")'],
  ["<https://a.example> and [a](https://b.example)", "https://a.exampleanda(https://b.example)"],
  ["```js without tests\nx = 1\n```", "```jswithouttestsx=1```"],
  ["- [x] done\n- [ ] open", "•[x]done•[]open"],
  ['![a logo](https://a.example/logo.png "ours")', '![alogo](https://a.example/logo.png"ours")'],
])("%j is printed whole", async (text, letters) => {
  expect(await printed(text)).toContain(letters);
});

test("what the fonts have no letter for is printed as its code", async () => {
  const letters = await printed("**中** か 한 हि ไ \u{20000} é Ж Ω `中`", agreementPdf, "Die 文");
  expect(letters).toContain("Die[U+6587]");
  expect(letters).toContain("[U+4E2D][U+304B][U+D55C][U+0939][U+093F][U+0E44][U+20000]éЖΩ[U+4E2D]");
});

test("no character turns the writing direction", async () => {
  expect(await printed("You pay \u202e001\u202c pounds")).toContain("Youpay[U+202E]001[U+202C]pounds");
});
