import { promisify } from "node:util";
import type { NodemailerError } from "nodemailer";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SmtpConnection from "nodemailer/lib/smtp-connection";
import type { Message } from "./message.js";
import { MailRefused, NotDelivered, type Post } from "./post.js";

/** Milliseconds for a connection, for its greeting, and for any answer after that. A broken connection is cut at once. */
const PATIENCE = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000, socketCloseTimeout: 0 };

/**
 * Hands e-mails to a mail server, each over a connection of its own, which is cut when its job's time is up: nothing is sent
 * behind the back of who tries again. Between the server's word that it has the message and ours to ourselves there is a
 * moment in which a crash makes us send it again; no client of SMTP can close it. The copy has the same Message-ID.
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

/** Commands by which the server judges this very message; a refusal of another is about us. */
const ON_THE_MESSAGE = ["RCPT TO", "DATA"];

/**
 * What an error says of a message that was under way. An answer of the server that is not "yes" means that it does not have
 * it. Without an answer nobody knows.
 */
function meaningOf(error: NodemailerError): never {
  const { command, response, responseCode, permanent, message } = error;
  if (permanent && ON_THE_MESSAGE.includes(command ?? "")) throw new MailRefused(response, { cause: error });
  throw responseCode === undefined ? error : new NotDelivered(message, { cause: error });
}
