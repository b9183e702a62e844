import { promisify } from "node:util";
import type { NodemailerError } from "nodemailer";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SmtpConnection from "nodemailer/lib/smtp-connection";
import type { Message } from "./message.js";
import { MailRefused, NotDelivered, type Post } from "./post.js";

/** Milliseconds for a connection, for its greeting, and for every later answer. A broken connection is cut at once. */
const PATIENCE = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000, socketCloseTimeout: 0 };

/**
 * Hands e-mails to a mail server, each over its own connection, which is cut when the job's time is up: nothing may be
 * sent behind a retry's back. A crash between the server's acceptance and our record of it sends the message again. No
 * SMTP client can prevent that. The copy has the same Message-ID.
 */
export class Smtp implements Post {
  /** `url`: `smtp(s)://user:password@host:port`. */
  constructor(private readonly url: string) {}

  async deliver(message: Message, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { auth, ...server } = parseConnectionUrl(this.url);
    const connection = new SmtpConnection({ ...server, ...PATIENCE });
    const cut = new Promise<never>((_, reject) => {
      connection.on("error", reject);
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    });
    try {
      await Promise.race([cut, open(connection, auth)]).catch(notDelivered);
      await Promise.race([cut, send(connection, message)]).catch(meaningOf);
      connection.quit();
    } catch (error) {
      connection.close();
      throw error;
    }
  }
}

async function open(connection: SmtpConnection, auth: object | undefined): Promise<void> {
  await promisify((done: (error?: Error | null) => void) => connection.connect(done))();
  if (auth) await promisify((done: (error: Error | null) => void) => connection.login(auth, done))();
}

async function send(connection: SmtpConnection, { from, to, raw }: Message): Promise<void> {
  await promisify((done: (error: Error | null) => void) => connection.send({ from, to: [to] }, raw, done))();
}

function notDelivered(error: Error): never {
  throw new NotDelivered(error.message, { cause: error });
}

/** Commands by which the server judges this message. A refusal of any other command is about us. */
const ON_THE_MESSAGE = ["RCPT TO", "DATA"];

/**
 * What an error means for a message in transit. A negative answer from the server means that it does not have the
 * message. Without an answer, nobody knows.
 */
function meaningOf(error: NodemailerError): never {
  const { command, response, responseCode, permanent, message } = error;
  if (permanent && ON_THE_MESSAGE.includes(command ?? "")) throw new MailRefused(response, { cause: error });
  throw responseCode === undefined ? error : new NotDelivered(message, { cause: error });
}
