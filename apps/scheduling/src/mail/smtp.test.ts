import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "@jest/globals";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { Message } from "./message.js";
import { MailRefused, NotDelivered } from "./post.js";
import { Smtp } from "./smtp.js";

const message: Message = {
  id: "0193@mail.example",
  from: "no-reply@mail.example",
  to: "ines@alder.example",
  raw: Buffer.from("Subject: Hello\r\n\r\n.a line that begins with a dot\r\n"),
};
const unlimited = new AbortController().signal;
const answer = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** The connections to the test's server. */
const sockets = new Set<Socket>();

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
  sockets.clear();
});

async function listening(server: Server, more: SMTPServer | Server = server): Promise<number> {
  await new Promise<void>((resolve) => more.listen(0, "127.0.0.1", () => resolve()));
  close = () => new Promise((resolve) => void more.close(() => resolve()));
  return (server.address() as AddressInfo).port;
}

/** A mail server; where to reach it, as "mailer" with the password "a:b/c" where it asks for one. */
async function serverWith(options: SMTPServerOptions): Promise<string> {
  const server = new SMTPServer({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true, ...options });
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => void sockets.add(socket));
  return `smtp://mailer:a%3Ab%2Fc@127.0.0.1:${await listening(server.server, server)}`;
}
const open: SMTPServerOptions = { onAuth: (_, __, done) => done(null, { user: "mailer" }) };

test("A message comes as it is, from whom and to whom it should, signed in", async () => {
  const received: object[] = [];
  const url = await serverWith({
    onAuth: ({ username, password }, _, done) =>
      password === "a:b/c" ? done(null, { user: username }) : done(new Error("Wrong")),
    onData: (stream, { envelope, user }, done) => {
      void text(stream).then((raw) => {
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ raw, from: envelope.mailFrom && envelope.mailFrom.address, to, user });
        done();
      });
    },
  });
  await new Smtp(url).deliver(message, unlimited);
  expect(received).toEqual([{ raw: message.raw.toString(), from: message.from, to: [message.to], user: "mailer" }]);
});

test("A reader whom the server does not know, or a message that it will not have, is refused for good", async () => {
  const unknown = await serverWith({ ...open, onRcptTo: (_, __, done) => done(answer(550, "No such mailbox")) });
  await expect(new Smtp(unknown).deliver(message, unlimited)).rejects.toThrow(MailRefused);
  await expect(new Smtp(unknown).deliver(message, unlimited)).rejects.toThrow(/^550 No such mailbox$/);
  await close!();
  const spam = await serverWith({
    ...open,
    onData: (stream, _, done) => void text(stream).then(() => done(answer(554, "Spam"))),
  });
  await expect(new Smtp(spam).deliver(message, unlimited)).rejects.toThrow(MailRefused);
});

test.each<[string, SMTPServerOptions]>([
  ["a reader's mailbox is full for now", { ...open, onRcptTo: (_, __, done) => done(answer(452, "Full")) }],
  ["the server does not know us", { onAuth: (_, __, done) => done(answer(535, "Who are you?")) }],
  ["the server will not have our address", { ...open, onMailFrom: (_, __, done) => done(answer(550, "Not you")) }],
  [
    "the server is too busy for the message",
    { ...open, onData: (stream, _, done) => void text(stream).then(() => done(answer(451, "Busy"))) },
  ],
])("A message is certainly not delivered where %s: that may change", async (_, options) => {
  await expect(new Smtp(await serverWith(options)).deliver(message, unlimited)).rejects.toThrow(NotDelivered);
});

test("Nor is one where nobody listens", async () => {
  const url = await serverWith({});
  await close!();
  await expect(new Smtp(url).deliver(message, unlimited)).rejects.toThrow(NotDelivered);
});

test("Nobody knows of one whose connection broke before the server's last word", async () => {
  const url = await serverWith({
    ...open,
    onData: (stream) => void text(stream).then(() => sockets.forEach((socket) => socket.destroy())),
  });
  const error = await new Smtp(url).deliver(message, unlimited).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(NotDelivered);
  expect(error).not.toBeInstanceOf(MailRefused);
});

test("When its time is up the connection is cut", async () => {
  const closed = Promise.withResolvers<void>();
  const silent = createServer((socket) => {
    socket.on("close", () => closed.resolve());
    socket.on("error", () => undefined);
  });
  const port = await listening(silent);
  const aborter = new AbortController();
  const delivery = new Smtp(`smtp://127.0.0.1:${port}`).deliver(message, aborter.signal);
  silent.once("connection", () => aborter.abort(new Error("Time is up")));
  await expect(delivery).rejects.toThrow("Time is up");
  await closed.promise;
});
