import { languageOf } from "./catalogs/catalogs.js";
import type { PlainLetterKind, PlainLetters } from "./catalogs/plain-letters.js";
import { inOneLine } from "./letter.js";
import { compose, type Message, type Sender } from "./message.js";

/**
 * A letter that is about no session. It has no row of its own: the job that sends it is its record. The same `id` and kind
 * make the same Message-ID, so that a job that is done again sends the same message.
 */
export interface PlainLetter<Kind extends PlainLetterKind = PlainLetterKind> {
  readonly kind: Kind;
  /** The UUID of what the letter is about, and the reader's where several are told of it: no other letter of this kind has it. */
  readonly id: string;
  readonly reader: { readonly name: string; readonly email: string; readonly locale: string };
  /** The firm that writes; null: the product itself. */
  readonly firm: string | null;
  readonly facts: PlainLetters[Kind];
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
  const text = [catalog.greeting(inOneLine(reader.name)), ...paragraphs, firm ?? sender.name].join("\n\n");
  const draft = {
    id: `${id.replaceAll("-", "")}.${kind}@${sender.address.split("@")[1]}`,
    from: firm === null ? sender.name : catalog.sender(firm, sender.name),
    to: { name: inOneLine(reader.name), address: reader.email },
    subject,
    date: writtenAt,
    text: `${text}\n`,
  };
  return compose(draft, sender);
}

/** What people wrote can neither pass for another line of the letter nor end a header. */
function eachInOneLine<Facts extends object>(facts: Facts): Facts {
  const entries = Object.entries(facts) as [string, unknown][];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "string" ? inOneLine(value) : value]),
  ) as Facts;
}
