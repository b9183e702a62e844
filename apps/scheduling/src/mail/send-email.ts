import { executeWithoutActor } from "@coachwork/platform";
import { Email } from "@coachwork/schema";
import { job, uuid } from "../jobs/job.js";
import { messageOf, type Sender } from "./message.js";
import { MailRefused, NotDelivered, type Post } from "./post.js";
import { takeLetter } from "./take-letter.js";

declare module "../jobs/services.js" {
  interface JobServices {
    readonly post: Post;
    readonly sender: Sender;
  }
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
    const letter = await executeWithoutActor(services, firmId, (transaction, now) =>
      takeLetter(transaction, { id, domain: sender.address.split("@")[1]!, now }),
    );
    if (!letter) return;
    const note = (values: Partial<Pick<Email, "begunAt" | "sentAt" | "failedAt" | "failure">>) =>
      executeWithoutActor(services, firmId, (transaction) => transaction.update(Email, { id }, values));
    const at = () => new Date(services.clock.now());
    try {
      await post.deliver(await messageOf(letter, sender), signal);
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
