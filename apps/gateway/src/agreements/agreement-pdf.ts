import { marked, type Token, type Tokens } from "marked";
import { type Font, MARGIN, type Page, pdf, put, SIZE } from "../files/pdf-page.js";

declare module "../files/printer.js" {
  interface PrintedDocuments {
    agreement: PrintedAgreement;
    /** The text as it was written. */
    plainAgreement: PrintedAgreement;
  }
}

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

const HEADINGS = [18, 15, 13, 12, 11, 11];
const SIDES: Readonly<Record<string, string>> = { COACH: "Coach", PARTICIPANT: "Participant", SPONSOR: "Sponsor" };
/** How often the left margin of lists in lists moves, at most. */
const DEPTH = 5;

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

function pdfOf(agreement: PrintedAgreement, writeText: (page: Page) => void): Promise<Buffer> {
  return pdf({ title: agreement.title, footer: `SHA-256 of the text: ${agreement.textHash}` }, (page) => {
    page.font("bold").fontSize(20);
    put(page, agreement.title).moveDown(0.8);
    writeText(page);
    writeParties(page, agreement);
  });
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
