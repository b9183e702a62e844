import MailComposer from "nodemailer/lib/mail-composer";
import { languageOf } from "./catalogs/catalogs.js";
import { type CalendarMessage, calendarMessageOf } from "./invitation.js";
import { inOneLine, type Letter } from "./letter.js";
import { htmlOf, type Page, textOf } from "./page.js";
import { type Posting, wordingOf } from "./wording.js";

/** The sender's name and address. */
export interface Sender {
  /** The product's name. */
  readonly name: string;
  readonly address: string;
}

/** An e-mail as it is sent (RFC 5322). */
export interface Message {
  /** Its Message-ID, without the angle brackets. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;
}

/** What a message is made from. */
export interface Draft {
  readonly id: string;
  /** The name beside the sender's address. */
  readonly from: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly date: Date;
  readonly page: Page;
  /** Addresses that answers go to, instead of the sender's. */
  readonly replyTo?: readonly string[];
  /** Where one POST ends letters of this sort (RFC 8058). */
  readonly unsubscribe?: string | undefined;
  readonly calendar?: CalendarMessage | null;
}

/**
 * Makes the message of a letter: plain text, HTML and, if a calendar changes, its iCalendar text, both as an alternative for
 * programs that support it (RFC 6047) and as an attachment for those that do not. It has the letter's date.
 */
export async function messageOf(
  letter: Letter,
  sender: Sender,
  { unsubscribe, ...posting }: Posting & Pick<Draft, "unsubscribe">,
): Promise<Message> {
  const { email, reader, firm } = letter;
  const draft: Draft = {
    id: email.messageId,
    from: languageOf(reader.locale).catalog.sender(inOneLine(firm), sender.name),
    to: { name: inOneLine(reader.name), address: reader.email },
    date: email.createdAt,
    ...wordingOf(letter, posting),
    replyTo: letter.replyTo,
    unsubscribe,
    calendar: calendarMessageOf(letter, {
      address: posting.replyAddress ?? sender.address,
      isRead: posting.replyAddress !== undefined,
    }),
  };
  return compose(draft, sender);
}

/** The same draft makes the same message. */
export async function compose(
  { id, from, to, page, replyTo = [], unsubscribe, calendar, ...draft }: Draft,
  { address }: Sender,
): Promise<Message> {
  const composed = new MailComposer({
    ...draft,
    from: { name: from, address },
    to,
    messageId: `<${id}>`,
    text: textOf(page),
    html: htmlOf(page),
    ...(replyTo.length > 0 && { replyTo: replyTo.map((mailbox) => ({ name: "", address: mailbox })) }),
    headers: {
      // Prevents out-of-office replies (RFC 3834).
      "Auto-Submitted": "auto-generated",
      ...(unsubscribe !== undefined && {
        "List-Unsubscribe": { prepared: true, value: `<${unsubscribe}>` },
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
    },
    ...(calendar && { icalEvent: { method: calendar.method, content: calendar.text, filename: "invite.ics" } }),
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = await composed.compile().build();
  return { id, from: address, to: to.address, raw };
}
