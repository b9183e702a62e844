import MailComposer from "nodemailer/lib/mail-composer";
import { languageOf } from "./catalogs/catalogs.js";
import { calendarMessageOf } from "./invitation.js";
import { inOneLine, type Letter, wordingOf } from "./letter.js";

/** Whose name and address e-mails are sent in. */
export interface Sender {
  /** The product's name. */
  readonly name: string;
  readonly address: string;
}

/** An e-mail as it goes over the wire (RFC 5322). */
export interface Message {
  /** Its Message-ID, without the angle brackets. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;
}

/**
 * Makes the message of a letter: plain text and, where a calendar is to change, the calendar's text beside it for programs
 * that offer it (RFC 6047) and attached for those that do not. It has the date of the letter.
 */
export async function messageOf(letter: Letter, sender: Sender): Promise<Message> {
  const { email, reader, firm } = letter;
  const { subject, text } = wordingOf(letter);
  const calendar = calendarMessageOf(letter, sender.address);
  const composed = new MailComposer({
    from: { name: languageOf(reader.locale).catalog.sender(inOneLine(firm), sender.name), address: sender.address },
    to: { name: inOneLine(reader.name), address: reader.email },
    subject,
    date: email.createdAt,
    messageId: `<${email.messageId}>`,
    // Nobody's out-of-office note shall answer (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated" },
    text,
    ...(calendar && { icalEvent: { method: calendar.method, content: calendar.text, filename: "invite.ics" } }),
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = await composed.compile().build();
  return { id: email.messageId, from: sender.address, to: reader.email, raw };
}
