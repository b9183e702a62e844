import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { buffer } from "node:stream/consumers";
import { marked, type Token, type Tokens } from "marked";
import PDFDocument from "pdfkit";
import { printedLetters } from "./printed-letters.js";

/** Somebody who is asked to sign. */
export interface PrintedParty {
  readonly side: string;
  /** Null if the reader does not see who it is before they sign. */
  readonly name: string | null;
  /** The signature, if there is one. */
  readonly typedName: string | null;
  readonly signedAt: Date | null;
}

export interface PrintedAgreement {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  readonly textHash: string;
  readonly status: string;
  readonly parties: readonly PrintedParty[];
  /** How many sign it besides whom the reader does not see, and how many of those have signed. */
  readonly others: { readonly parties: number; readonly signed: number };
}

/** Letters of Latin, Greek and Cyrillic, under a free licence. */
const fontFile = (name: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
const FONTS = {
  plain: fontFile("DejaVuSans"),
  bold: fontFile("DejaVuSans-Bold"),
  italic: fontFile("DejaVuSans-Oblique"),
  code: fontFile("DejaVuSansMono"),
};
type Font = keyof typeof FONTS;

type Page = PDFKit.PDFDocument;

const MARGIN = 64;
const SIZE = 10.5;
const HEADINGS = [18, 15, 13, 12, 11, 11];
const SIDES: Readonly<Record<string, string>> = { COACH: "Coach", PARTICIPANT: "Participant", SPONSOR: "Sponsor" };
/** How often the left margin of lists in lists moves, at most. */
const DEPTH = 5;
/** The width of a line of A4 at the deepest margin. */
const NARROWEST = 595 - 2 * MARGIN - (DEPTH + 1) * 18;

/**
 * The agreement as a PDF: its text, who signed it, and the hash of the text on each page. A text that cannot be printed as
 * Markdown, such as one with thousands of quotes in quotes, is printed as it was written.
 */
export async function agreementPdf(agreement: PrintedAgreement): Promise<Buffer> {
  try {
    return await pdfOf(agreement, (page) => {
      for (const token of marked.lexer(agreement.text)) writeBlock(page, token, 0);
    });
  } catch {
    return plainAgreementPdf(agreement);
  }
}

/** The same, with the text as it was written. This takes a time that grows with the text's length and with nothing else. */
export function plainAgreementPdf(agreement: PrintedAgreement): Promise<Buffer> {
  return pdfOf(agreement, (page) => {
    page.font("plain").fontSize(SIZE);
    put(page, agreement.text, { lineGap: 2 }).moveDown(0.5);
  });
}

async function pdfOf(agreement: PrintedAgreement, writeText: (page: Page) => void): Promise<Buffer> {
  const margins = { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + 20 };
  const info = { Title: agreement.title, Producer: "Coachwork", Creator: "Coachwork" };
  const page = new PDFDocument({ size: "A4", margins, bufferPages: true, info, lang: "en", displayTitle: true });
  for (const [name, font] of Object.entries(FONTS)) page.registerFont(name, font);
  const written = buffer(page);
  page.font("bold").fontSize(20);
  put(page, agreement.title).moveDown(0.8);
  writeText(page);
  writeParties(page, agreement);
  writeFooters(page, agreement.textHash);
  page.end();
  return written;
}

/** Writes a text in the page's current font. */
function put(page: Page, text: string, options: PDFKit.Mixins.TextOptions = {}): Page {
  // Which letters a font has is not in the library's types.
  const { font } = (page as unknown as { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } })._font;
  const pieces = printedLetters(text, {
    hasLetter: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    isWide: (word) => page.widthOfString(word) > NARROWEST,
  });
  pieces.forEach((piece, place) => {
    const continued = options.continued === true || place < pieces.length - 1;
    page.text(piece, { ...options, continued });
  });
  return page;
}

function writeBlock(page: Page, token: Token, depth: number): void {
  const indent = { indent: 0, lineGap: 2 };
  const left = MARGIN + depth * 18;
  page.x = left;
  page.font("plain").fontSize(SIZE);
  switch (token.type) {
    case "space":
      return;
    case "heading":
      page.moveDown(0.4).fontSize(HEADINGS[(token as Tokens.Heading).depth - 1]!);
      writeInline(page, inlineOf(token), "bold");
      page.moveDown(0.3);
      return;
    case "list":
      return writeList(page, token as Tokens.List, depth);
    case "hr":
      page
        .moveTo(MARGIN, page.y)
        .lineTo(page.page.width - MARGIN, page.y)
        .stroke("#999999")
        .moveDown(0.8);
      return;
    case "blockquote":
      for (const inner of (token as Tokens.Blockquote).tokens) writeBlock(page, inner, Math.min(depth + 1, DEPTH));
      return;
    case "code":
      page.font("code").fontSize(SIZE - 1);
      // What stands behind the fence is printed with it.
      put(page, (token as Tokens.Code).lang ? token.raw.trimEnd() : (token as Tokens.Code).text, indent).moveDown(0.5);
      return;
    case "paragraph":
    case "text":
      writeInline(page, inlineOf(token), "plain");
      page.moveDown(0.5);
      return;
    default:
      // Tables, HTML and images stand there as they were written, so that nothing that was signed is missing.
      put(page, token.raw.trimEnd(), indent).moveDown(0.5);
  }
}

function writeList(page: Page, { items, ordered, start }: Tokens.List, depth: number): void {
  items.forEach((item, place) => {
    page.font("plain").fontSize(SIZE);
    const mark = ordered ? `${(start === "" ? 1 : start) + place}.` : "•";
    const left = MARGIN + depth * 18;
    if (page.y > page.page.height - page.page.margins.bottom - SIZE * 2) page.addPage();
    const { y } = page;
    page.text(mark, left, y, { lineBreak: false });
    page.x = left + 18;
    page.y = y;
    for (const inner of item.tokens) writeBlock(page, inner, Math.min(depth + 1, DEPTH));
  });
  page.x = MARGIN;
}

interface Run {
  readonly text: string;
  readonly font: Font;
}

const inlineOf = (token: Token): readonly Token[] =>
  "tokens" in token && token.tokens ? token.tokens : [{ type: "text", raw: token.raw, text: token.raw }];

function writeInline(page: Page, tokens: readonly Token[], font: Font): void {
  const runs = tokens.flatMap((token) => runsOf(token, font)).filter(({ text }) => text !== "");
  const left = page.x;
  runs.forEach((run, place) => {
    const continued = place < runs.length - 1;
    put(page.font(run.font), run.text, { continued, lineGap: 2, width: page.page.width - MARGIN - left });
  });
}

function runsOf(token: Token, font: Font): Run[] {
  const inner = (as: Font) => inlineOf(token).flatMap((each) => runsOf(each, as));
  switch (token.type) {
    case "strong":
      return inner("bold");
    case "em":
      return inner(font === "bold" ? "bold" : "italic");
    case "codespan":
      return [{ text: (token as Tokens.Codespan).text, font: "code" }];
    case "br":
      return [{ text: "\n", font }];
    case "link":
      return [...inner(font), ...addressOf(token as Tokens.Link).map((text) => ({ text, font }))];
    case "escape":
      return [{ text: (token as Tokens.Escape).text, font }];
    case "text":
      return "tokens" in token && token.tokens ? inner(font) : [{ text: oneLine((token as Tokens.Text).text), font }];
    default:
      return [{ text: token.raw, font }];
  }
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, " ");
/** Where a link leads, unless its text says so, and its title. */
function addressOf({ href, text, title }: Tokens.Link): string[] {
  const parts = [...(href === text ? [] : [href]), ...(title ? [`"${title}"`] : [])];
  return parts.length === 0 ? [] : [` (${parts.join(" ")})`];
}

function writeParties(page: Page, { parties, others, status }: PrintedAgreement): void {
  page.x = MARGIN;
  page.moveDown(1).font("bold").fontSize(14).text("Signatures").moveDown(0.3);
  page.font("plain").fontSize(SIZE).text(`Status: ${status}`).moveDown(0.5);
  for (const { side, name, typedName, signedAt } of parties) {
    const as = SIDES[side] ?? side;
    if (signedAt === null)
      put(page.font("plain"), name === null ? `${as}: not signed yet.` : `${as}: ${name} has not signed yet.`);
    else {
      page.font("plain").text(`${as}: `, { continued: true });
      put(page.font("bold"), typedName!, { continued: true });
      page.font("plain").text(`, signed at ${signedAt.toISOString().slice(0, 19)}Z (UTC)`);
    }
    page.moveDown(0.4);
  }
  if (others.parties > 0)
    page.text(`Other participants: ${others.signed} of ${others.parties} have signed.`).moveDown(0.4);
}

function writeFooters(page: Page, hash: string): void {
  const { count } = page.bufferedPageRange();
  for (let number = 0; number < count; number += 1) {
    page.switchToPage(number);
    // Otherwise what stands below the margin would begin another page.
    page.page.margins.bottom = 0;
    const y = page.page.height - MARGIN + 10;
    page.font("plain").fontSize(7.5).fillColor("#555555");
    page.text(`SHA-256 of the text: ${hash}`, MARGIN, y, { lineBreak: false });
    page.text(`${number + 1} / ${count}`, page.page.width - MARGIN - 40, y, {
      width: 40,
      align: "right",
      lineBreak: false,
    });
    page.fillColor("black");
  }
}
