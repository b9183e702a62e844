import addressParser from "nodemailer/lib/addressparser";
import { z } from "zod";
import type { Sender } from "./message.js";

const wrongSender = "give whose name and address e-mails are sent in, such as Coachwork <no-reply@firm.example>";

/** What e-mails need from the environment, by variable. */
export const mailSettings = {
  /** The mail server. Without one, e-mails are kept in the outbox. */
  MAIL_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/\s]+/, "give the address of a mail server, smtp://user:password@host:port (or smtps://)")
    .optional(),
  /** The folder in which e-mails are kept, a file each, where there is no mail server. */
  MAIL_OUTBOX: z.string().default(".coachwork/outbox"),
  /** Seconds for which what happens to a session is gathered into one e-mail to each of its people. */
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
