import type { Readable } from "node:stream";
import { type ByteRange, FILES_PATH, type VerifiedAddress } from "@coachwork/platform";
import { create as contentDisposition } from "content-disposition";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "../graphql/context.js";
import { type ErrorCode, errorBody } from "../graphql/error-codes.js";
import { rangeIn } from "./range-in.js";
import { safeName } from "./safe-name.js";

/** A file that is sent. */
export interface SentFile {
  /** What the file is called where it is saved. */
  readonly name: string;
  readonly contentType: string;
  /** The bytes, or what reads a part of them: null if they are not there any more. Undefined asks for all. */
  readonly content: Buffer | ((range: ByteRange | undefined) => Promise<Readable | null>);
  /** The length of the content. */
  readonly bytes: number;
  /** What is another for every other content (RFC 9110 ETag), of a file that can be fetched in parts. */
  readonly tag?: string;
}

/** Why a file that is there is not sent. */
export class CannotSend extends Error {
  override readonly name = "CannotSend";

  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Finds the file of a record by the ids in a verified address. There is no viewer: those who have the address saw the record.
 * Null if the record or its file is not there any more.
 * @throws CannotSend
 */
export type FileFinder = (services: Services, address: VerifiedAddress) => Promise<SentFile | null>;

/** What has files, by the kind in their addresses, up to its first dot. What follows it tells which file of the record it is. */
export type FileKinds = Readonly<Record<string, FileFinder>>;

/** The cost of a download, from the budget of an anonymous address. */
const COST = 200;

/** A file runs nothing and loads nothing, whatever is in it and wherever it is shown. */
const POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

type Visit = { readonly Params: { readonly kind: string; readonly token: string } };

/**
 * Sends files at GET and HEAD /files/<kind>/<token>, to anybody who has the address, until it ends. An address that was not
 * made here is answered like one where nothing is. So is one whose record is gone. A download that broke off is gone on with: a
 * request with `Range` is answered with the rest (RFC 9110, section 14), and `If-Range` makes sure that it is the rest of the same.
 */
export function serveFiles(app: FastifyInstance, services: Services, kinds: FileKinds): void {
  app.get<Visit>(`${FILES_PATH}:kind/:token`, async (request, reply) => {
    const { params, clientAddress } = request;
    const { kind, token } = params;
    const charge = services.costs.charge({ actor: null, clientAddress }, COST);
    if (!charge.granted) {
      reply.header("retry-after", String(Math.ceil(charge.retryAfterMs / 1_000)));
      const more = { retryAfterMs: charge.retryAfterMs };
      return reply.code(429).send(errorBody("THROTTLED", "Too many requests. Try again later.", more));
    }
    const [whose = ""] = kind.split(".");
    const find = Object.hasOwn(kinds, whose) ? kinds[whose] : undefined;
    const address = services.fileAddresses.verified(kind, token);
    if (!find || !address) return nothingHere(reply);
    if (address.expiresAt.getTime() <= services.clock.now())
      return reply.code(410).send(errorBody("ADDRESS_EXPIRED", "The address has expired. Ask for a new one."));
    try {
      const file = await find(services, address);
      return await (file === null ? nothingHere(reply) : send(request, reply, file));
    } catch (error) {
      if (!(error instanceof CannotSend)) throw error;
      return reply.code(error.status).send(errorBody(error.code, error.message));
    }
  });
}

/** The answer of addresses where nothing is. */
function nothingHere(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}

async function send(request: FastifyRequest, reply: FastifyReply, file: SentFile): Promise<FastifyReply> {
  const { name, contentType, bytes, tag } = file;
  const range = rangeIn(request, { bytes, tag: tag === undefined ? undefined : `"${tag}"` });
  reply.headers({
    "content-disposition": contentDisposition(safeName(name)),
    "x-content-type-options": "nosniff",
    "content-security-policy": POLICY,
    "cross-origin-resource-policy": "same-site",
    "cache-control": "private, no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
    ...(tag !== undefined && { etag: `"${tag}"`, "accept-ranges": "bytes" }),
  });
  if (range === "unsatisfiable") {
    const message = `The file has ${bytes} bytes. Ask for a range within them, or for the whole.`;
    reply.header("content-range", `bytes */${bytes}`).removeHeader("content-disposition");
    return reply.code(416).send(errorBody("BAD_USER_INPUT", message));
  }
  const content = Buffer.isBuffer(file.content) ? file.content : await file.content(range);
  if (content === null) return nothingHere(reply);
  if (range) reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${bytes}`);
  const length = range ? range.end - range.start + 1 : bytes;
  return reply.header("content-length", String(length)).type(contentType).send(content);
}
