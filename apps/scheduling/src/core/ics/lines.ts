/** A content line of an iCalendar (RFC 5545, 3.1), put together again where it was folded. */
export interface ContentLine {
  readonly text: string;
  /** The line that it starts on, counted from 1. */
  readonly number: number;
  /** The lines as they stand in the calendar, where it was folded. */
  readonly folded?: readonly string[];
}

/** Bytes that are decoded at a time, so that ten million never are one text. */
const PIECE = 1 << 18;

/**
 * The lines of a calendar, one after the other: of a text, or of bytes in UTF-8 or, where a byte order mark says so, UTF-16.
 * An empty line is one, too. What RFC 5545 allows nowhere and PostgreSQL cannot keep, a NUL, is read as an unknown character.
 */
export function* contentLines(calendar: string | Uint8Array): Generator<ContentLine> {
  let open: string[] = [];
  let number = 0;
  for (const line of linesOf(calendar)) {
    if (open.length > 0 && isContinuation(line)) {
      open.push(line);
      continue;
    }
    if (open.length > 0) yield unfold(open, number);
    number += open.length || 1;
    open = [line];
  }
  if (open.length > 0) yield unfold(open, number);
}

function isContinuation(line: string): boolean {
  return (line.startsWith(" ") || line.startsWith("\t")) && line.trim() !== "";
}

function unfold(lines: readonly string[], number: number): ContentLine {
  const [first = "", ...others] = lines;
  if (others.length === 0) return { text: first.trimEnd(), number };
  return { text: first + others.map((line) => line.slice(1)).join(""), number, folded: lines };
}

function* linesOf(calendar: string | Uint8Array): Generator<string> {
  let rest = "";
  for (const piece of piecesOf(calendar)) {
    const lines = (rest + piece.replaceAll("\0", "\uFFFD")).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    yield* lines;
  }
  rest = rest.replace(/\r$/, "");
  if (rest !== "") yield rest;
}

function* piecesOf(calendar: string | Uint8Array): Generator<string> {
  if (typeof calendar === "string") return yield calendar.replace(/^\uFEFF/, "");
  const decoder = new TextDecoder(encodingOf(calendar));
  for (let at = 0; at < calendar.length; at += PIECE) {
    yield decoder.decode(calendar.subarray(at, at + PIECE), { stream: true });
  }
  yield decoder.decode();
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
