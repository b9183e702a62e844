import { languageOf } from "./catalogs/catalogs.js";
import type { PlainLetterKind, PlainLetters } from "./catalogs/plain-letters.js";
import { inOneLine } from "./letter.js";
import { compose, type Message, type Sender } from "./message.js";
import type { Block } from "./page.js";

/**
 * A letter that is not about a session. It has no row: the job that sends it is its record. The same `id` and kind make
 * the same Message-ID, so a repeated job sends the same message.
 */
export interface PlainLetter<Kind extends PlainLetterKind = PlainLetterKind> {
  readonly kind: Kind;
  /**
   * The UUID of the letter's subject, combined with the reader's if several are told. No other letter of this kind has
   * it.
   */
  readonly id: string;
  readonly reader: { readonly name: string; readonly email: string; readonly locale: string };
  /** The firm that writes. Null means the product itself. */
  readonly firm: string | null;
  readonly facts: PlainLetters[Kind];
  /** Where the firm's own application shows what the letter is about. Null if there is no such page. */
  readonly page: string | null;
  readonly writtenAt: Date;
}

export async function plainMessageOf<Kind extends PlainLetterKind>(
  letter: PlainLetter<Kind>,
  sender: Sender,
): Promise<Message> {
  const { kind, id, reader, writtenAt } = letter;
  const { catalog } = languageOf(reader.locale);
  const firm = letter.firm === null ? null : inOneLine(letter.firm);
  const { subject, paragraphs } = catalog.letters[kind](eachInOneLine(letter.facts));
  const blocks: Block[] = [catalog.greeting(inOneLine(reader.name)), ...paragraphs].map((text) => ({ text }));
  if (letter.page !== null) blocks.push({ links: [{ label: catalog.open, href: letter.page }] });
  const page = {
    blocks,
    from: firm ?? sender.name,
    language: catalog.language,
  };
  const draft = {
    id: `${id.replaceAll("-", "")}.${kind}@${sender.address.split("@")[1]}`,
    from: firm === null ? sender.name : catalog.sender(firm, sender.name),
    to: { name: inOneLine(reader.name), address: reader.email },
    subject,
    date: writtenAt,
    page,
  };
  return compose(draft, sender);
}

/** What people wrote can neither imitate another line of the letter nor end a header. */
function eachInOneLine<Facts extends object>(facts: Facts): Facts {
  const entries = Object.entries(facts) as [string, unknown][];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.map(oneLineOf) : oneLineOf(value)]),
  ) as Facts;
}

function oneLineOf(value: unknown): unknown {
  return typeof value === "string" ? inOneLine(value) : value;
}
