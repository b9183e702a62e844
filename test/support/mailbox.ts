import { readdir, readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** An e-mail as a mail program shows it. */
export interface Letter {
  /** The Message-ID. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | false;
  readonly replyTo: string;
  /** The address for one-click unsubscribing from letters of this kind. */
  readonly unsubscribe: string | undefined;
  /** The calendar in it, and its method. */
  readonly calendar: string | null;
  readonly method: string | null;
}

/** A letter as it was handed to the mail server. */
export interface Received extends Letter {
  readonly envelope: { readonly from: string; readonly to: readonly string[]; readonly user: string };
}

/**
 * The letters of an outbox to any of these addresses, oldest first. The outbox of the shared platform has thousands to others, so
 * that only these are parsed.
 */
export async function lettersTo(folder: string, ...addresses: readonly string[]): Promise<readonly Letter[]> {
  const letters = (await filesIn(folder)).filter(({ recipient }) => addresses.includes(recipient));
  return Promise.all(letters.map(async ({ path }) => letterOf(await readFile(path))));
}

/** To whom the letters of an outbox went, oldest first. */
export async function recipientsIn(folder: string): Promise<readonly string[]> {
  return (await filesIn(folder)).map(({ recipient }) => recipient);
}

interface LetterFile {
  readonly path: string;
  readonly recipient: string;
}

/** The files that were read: a letter that was written does not change. */
const files = new Map<string, Promise<LetterFile>>();

async function filesIn(folder: string): Promise<readonly LetterFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".eml")).sort();
  return Promise.all(names.map((name) => fileIn(join(folder, name))));
}

function fileIn(path: string): Promise<LetterFile> {
  const known = files.get(path) ?? recipientIn(path).then((recipient) => ({ path, recipient }));
  files.set(path, known);
  return known;
}

/** The address in the header field To, which may be folded. */
async function recipientIn(path: string): Promise<string> {
  const raw = await readFile(path, "latin1");
  const [, field] = /^To: (.*(?:\r\n[ \t].*)*)/m.exec(raw)!;
  return /<([^<>]+)>\s*$/.exec(field!)?.[1] ?? field!.trim();
}

/** The letters in the outbox with these Message-IDs (without brackets), oldest first. */
export async function lettersIn(folder: string, ids: readonly string[]): Promise<readonly Letter[]> {
  const there = new Set(await readdir(folder));
  const names = [...ids].sort().map((id) => `${id}.eml`);
  const found = names.filter((name) => there.has(name));
  return Promise.all(found.map(async (name) => letterOf(await readFile(join(folder, name)))));
}

async function letterOf(raw: Buffer): Promise<Letter> {
  const mail: ParsedMail = await simpleParser(raw);
  const [beside, attached] = mail.attachments;
  const calendar = beside?.content.toString("utf8") ?? null;
  if (attached?.content.toString("utf8") !== beside?.content.toString("utf8")) throw new Error("Two calendars differ.");
  const text = (of: ParsedMail["to"] | undefined) => [of].flat()[0]?.text ?? "";
  const recipient = [mail.to].flat()[0]?.value[0]?.address;
  return {
    id: mail.messageId!,
    from: text(mail.from),
    to: recipient!,
    subject: mail.subject!,
    text: mail.text!,
    html: mail.html ?? false,
    replyTo: text(mail.replyTo),
    unsubscribe: /^List-Unsubscribe: <(\S+)>/m.exec(raw.toString("latin1").replace(/\r\n[ \t]+/g, " "))?.[1],
    calendar,
    method: /text\/calendar; charset=utf-8; method=(\w+)/.exec(raw.toString("latin1"))?.[1] ?? null,
  };
}

/** A mail server that accepts every letter, unless a test says otherwise. */
export class MailServer {
  readonly received: Received[] = [];
  /** Every address that it was asked to deliver to, in order of time. */
  readonly asked: string[] = [];
  readonly #refusals = new Map<string, { responseCode: number; message: string }>();
  readonly #server: SMTPServer;

  /** Milliseconds between receiving a message and confirming it. */
  delayMs = 0;

  private constructor() {
    this.#server = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        password === "secret" ? done(null, { user: username }) : done(new Error("Wrong password")),
      onRcptTo: ({ address }, _, done) => {
        this.asked.push(address);
        const refusal = this.#refusals.get(address);
        done(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.responseCode }));
      },
      onData: (stream, session, done) => {
        void this.#receive(stream, session)
          .then(() => pause(this.delayMs))
          .then(() => done(), done);
      },
    });
    // A killed client breaks its connection.
    this.#server.on("error", () => undefined);
  }

  static async start(): Promise<MailServer> {
    const server = new MailServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", () => resolve()));
    return server;
  }

  get url(): string {
    return `smtp://mailer:secret@127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  refuse(address: string, responseCode: number, message: string): void {
    this.#refusals.set(address, { responseCode, message });
  }

  accept(address: string): void {
    this.#refusals.delete(address);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #receive(stream: Readable, { envelope, user }: SMTPServerSession): Promise<void> {
    const raw = await buffer(stream);
    const from = envelope.mailFrom ? envelope.mailFrom.address : "";
    const to = envelope.rcptTo.map(({ address }) => address);
    this.received.push({ ...(await letterOf(raw)), envelope: { from, to, user: String(user) } });
  }
}
