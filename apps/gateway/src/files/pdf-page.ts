import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import { printedLetters } from "./printed-letters.js";

/** Letters of Latin, Greek and Cyrillic, under a free licence. */
const fontFile = (name: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
const FONTS = {
  plain: fontFile("DejaVuSans"),
  bold: fontFile("DejaVuSans-Bold"),
  italic: fontFile("DejaVuSans-Oblique"),
  code: fontFile("DejaVuSansMono"),
};
export type Font = keyof typeof FONTS;

export type Page = PDFKit.PDFDocument;

/** The margin of a page, in points. */
export const MARGIN = 64;
/** The usual size of letters. */
export const SIZE = 10.5;

/** The width of a line of A4 between margins that lists in lists have moved as far as they move. */
const NARROWEST = 595 - 2 * MARGIN - 108;

/** A PDF's title, and what stands at the foot of each page, beside its number. */
export interface Titled {
  readonly title: string;
  readonly footer: string;
}

/** Pages of A4 with what `write` writes on them. */
export async function pdf({ title, footer }: Titled, write: (page: Page) => void): Promise<Buffer> {
  const margins = { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + 20 };
  const info = { Title: title, Producer: "Coachwork", Creator: "Coachwork" };
  const page = new PDFDocument({ size: "A4", margins, bufferPages: true, info, lang: "en", displayTitle: true });
  for (const [name, font] of Object.entries(FONTS)) page.registerFont(name, font);
  const written = buffer(page);
  write(page);
  writeFooters(page, footer);
  page.end();
  return written;
}

/** Writes a text in the page's current font. */
export function put(page: Page, text: string, options: PDFKit.Mixins.TextOptions = {}): Page {
  const pieces = piecesOf(page, text);
  pieces.forEach((piece, place) => {
    const continued = options.continued === true || place < pieces.length - 1;
    page.text(piece, { ...options, continued });
  });
  return page;
}

/** A short text as it is shown in the page's current font, for what the library lays out by itself. */
export function shown(page: Page, text: string): string {
  return piecesOf(page, text).join("");
}

function piecesOf(page: Page, text: string): readonly string[] {
  // Which letters a font has is not in the library's types.
  const { font } = (page as unknown as { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } })._font;
  return printedLetters(text, {
    hasLetter: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    isWide: (word) => page.widthOfString(word) > NARROWEST,
  });
}

function writeFooters(page: Page, footer: string): void {
  const { count } = page.bufferedPageRange();
  for (let number = 0; number < count; number += 1) {
    page.switchToPage(number);
    // Otherwise what stands below the margin would begin another page.
    page.page.margins.bottom = 0;
    const y = page.page.height - MARGIN + 10;
    page.font("plain").fontSize(7.5).fillColor("#555555");
    page.text(shown(page, footer), MARGIN, y, { lineBreak: false });
    page.text(`${number + 1} / ${count}`, page.page.width - MARGIN - 40, y, {
      width: 40,
      align: "right",
      lineBreak: false,
    });
    page.fillColor("black");
  }
}
