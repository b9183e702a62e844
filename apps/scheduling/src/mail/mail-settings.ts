import addressParser from "nodemailer/lib/addressparser";
import { z } from "zod";
import { ConfigError } from "@coachwork/platform";
import type { Sender } from "./message.js";
import { type InboundMail, LONGEST_LOCAL } from "./reply-address.js";

const wrongSender = "give the sender's name and address for e-mails, such as Coachwork <no-reply@firm.example>";

const INBOUND = new RegExp(`^[a-z0-9._-]{1,${LONGEST_LOCAL}}@[^\\s@<>]+$`, "i");
const wrongSecrets = "give the secrets that the mail provider signs with, each whsec_ and 24 bytes or more in base64";

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
  /** Where calendars' answers are delivered: `replies@firm.example`. The provider also delivers `replies+…@firm.example`. */
  MAIL_INBOUND_ADDRESS: z
    .string()
    .regex(
      INBOUND,
      `give an address for calendars' answers, such as replies@firm.example, with at most ${LONGEST_LOCAL} letters and digits before the @`,
    )
    .transform((address) => address.toLowerCase())
    .optional(),
  /** What the mail provider signs with: one secret or several, separated by commas. */
  MAIL_INBOUND_SECRETS: z.string().transform(secretsOf).optional(),
  MAIL_FROM: z.string().default("Coachwork <no-reply@localhost>").transform(senderOf),
};

function senderOf(text: string, context: z.RefinementCtx): Sender {
  const [sender, ...others] = addressParser(text, { flatten: true });
  if (sender && others.length === 0 && /^[^\s@<>]+@[^\s@<>]+$/.test(sender.address))
    return { name: sender.name || "Coachwork", address: sender.address };
  context.addIssue({ code: "custom", message: wrongSender });
  return z.NEVER;
}

function secretsOf(text: string, context: z.RefinementCtx): readonly Buffer[] {
  const secrets = text.split(",").map((each) => /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(each.trim())?.[1]);
  const bytes = secrets.map((secret) => Buffer.from(secret ?? "", "base64"));
  if (bytes.every(({ length }) => length >= 24)) return bytes;
  context.addIssue({ code: "custom", message: wrongSecrets });
  return z.NEVER;
}

/** How calendars' answers come in, if both settings say so. */
export function inboundMailOf(
  address: string | undefined,
  secrets: readonly Buffer[] | undefined,
): InboundMail | undefined {
  if (address === undefined && secrets === undefined) return undefined;
  if (address === undefined || secrets === undefined)
    throw new ConfigError("Set MAIL_INBOUND_ADDRESS and MAIL_INBOUND_SECRETS together, or neither.");
  const [local, domain] = address.split("@") as [string, string];
  return { mailbox: { local, domain }, secrets };
}
