import { executeWithoutActor } from "@coachwork/platform";
import { Email } from "@coachwork/schema";
import { job, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { languageOf } from "./catalogs/catalogs.js";
import type { Letter } from "./letter.js";
import { linksOf, unsubscribeAddress } from "./letter-links.js";
import { messageOf, type Sender } from "./message.js";
import { type InboundMail, replyAddress } from "./reply-address.js";
import { MailRefused, NotDelivered, type Post } from "./post.js";
import { takeLetter } from "./take-letter.js";
import { takeSeriesLetter } from "./take-series-letter.js";

declare module "../jobs/services.js" {
  interface JobServices {
    readonly post: Post;
    readonly sender: Sender;
    /** How calendars' answers come in. None unless it is configured. */
    readonly inbound: InboundMail | undefined;
  }
}

/** How a letter is sent: its links, and for a reminder a way to get no more. */
function postingOf(services: JobServices, firmId: string, letter: Letter) {
  const links = linksOf(services, firmId, letter);
  const replyAddress = replyAddressOf(services, firmId, letter);
  if (letter.email.kind !== "SESSION_REMINDER") return { links, replyAddress };
  const unsubscribe = unsubscribeAddress(services, { firmId, personId: letter.reader.id });
  const label = languageOf(letter.reader.locale).catalog.noMoreReminders;
  return { links: [...links, { label, href: unsubscribe }], unsubscribe };
}

/**
 * Where the reader's calendar answers: nowhere, if their answer cancels nothing, as a sponsor's. It is the same for as
 * long as the calendar knows the session or the series by this id.
 */
function replyAddressOf({ inbound, mailboxTokens }: JobServices, firmId: string, letter: Letter): string | undefined {
  const subjectId = letter.seriesId ?? letter.sessionId;
  if (!inbound || subjectId === null || letter.part === "SPONSOR") return undefined;
  return replyAddress(inbound.mailbox, mailboxTokens, { firmId, subjectId, person: letter.reader });
}

/** The maximum length of a stored answer from a mail server. */
const MOST_CHARACTERS = 500;

/**
 * Sends an e-mail that was written, if it is still true. Only this job sends it, and only one process runs a job at a
 * time. Sending is recorded at once; a crash before that lets it be sent again, as the same message.
 */
export const sendEmail = job({
  name: "sendEmail",
  lane: "mail",
  told: { email: uuid },

  async run(services, { firmId, email: id }, signal): Promise<void> {
    const { post, sender } = services;
    const letter = await executeWithoutActor(services, firmId, async (transaction, now) => {
      const email = await transaction.findOne(Email, { id });
      const taking = { id, domain: sender.address.split("@")[1]!, now };
      return email?.seriesId ? takeSeriesLetter(transaction, email.seriesId, taking) : takeLetter(transaction, taking);
    });
    if (!letter) return;
    const note = (values: Partial<Pick<Email, "begunAt" | "sentAt" | "failedAt" | "failure">>) =>
      executeWithoutActor(services, firmId, (transaction) => transaction.update(Email, { id }, values));
    const at = () => new Date(services.clock.now());
    try {
      await post.deliver(await messageOf(letter, sender, postingOf(services, firmId, letter)), signal);
    } catch (error) {
      if (error instanceof MailRefused) {
        await note({ failedAt: at(), failure: error.message.slice(0, MOST_CHARACTERS) || "No reason given." });
        return;
      }
      if (error instanceof NotDelivered) await note({ begunAt: null });
      throw error;
    }
    await note({ sentAt: at() });
  },
});
