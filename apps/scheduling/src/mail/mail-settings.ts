import addressParser from "nodemailer/lib/addressparser";
import { z } from "zod";
import type { Sender } from "./message.js";

const wrongSender = "give the sender's name and address for e-mails, such as Coachwork <no-reply@firm.example>";

/** The e-mail settings from the environment, by variable. */
export const mailSettings = {
  /** The mail server. Without one, e-mails stay in the outbox. */
  MAIL_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/\s]+/, "give the address of a mail server, smtp://user:password@host:port (or smtps://)")
    .optional(),
  /** The folder for e-mails without a mail server, one file each. */
  MAIL_OUTBOX: z.string().default(".coachwork/outbox"),
  /** Seconds for which changes to a session are gathered into one e-mail per person. */
  MAIL_GATHER_SECONDS: z.coerce.number().int().min(0).max(3_600).default(60),
  MAIL_FROM: z.string().default("Coachwork <no-reply@localhost>").transform(senderOf),
};

function senderOf(text: string, context: z.RefinementCtx): Sender {
  const [sender, ...others] = addressParser(text, { flatten: true });
  if (sender && others.length === 0 && /^[^\s@<>]+@[^\s@<>]+$/.test(sender.address))
    return { name: sender.name || "Coachwork", address: sender.address };
  context.addIssue({ code: "custom", message: wrongSender });
  return z.NEVER;
}
