import { finished } from "node:stream/promises";
import { executeWithoutActor, FILES_PATH, type VerifiedAddress } from "@coachwork/platform";
import { Upload } from "@coachwork/schema";
import pLimit from "p-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "../graphql/context.js";
import { type ErrorCode, errorBody } from "../graphql/error-codes.js";
import "./file-limits.js";
import { contentTypeOf } from "./file-types.js";
import { UploadPlaces } from "./upload-places.js";

/** The kind of an upload in its address. */
export const UPLOADS = "upload";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The most bytes that are read before a connection is cut off. */
    readonly mostBytes?: number;
  }
}

/** The cost of an upload, from the budget of an anonymous address. */
const COST = 500;

/** Milliseconds in which a file must arrive: with 25 MB, at 1 Mbit/s. */
const arrivalOf = (bytes: number) => Math.max(240_000, bytes / 100);

/** Files that go from this machine to the storage at a time. Each keeps a connection to the database. */
const storing = pLimit(2);

type Visit = { readonly Params: { readonly token: string } };
type Refusal = readonly [status: number, code: ErrorCode, message: string];

/**
 * Takes files at PUT /files/upload/<token>. The address says who may send which file, so that no page needs a token of its own.
 * Bytes go to this machine first, and to the storage once they are whole and judged by what is in them.
 */
export function receiveUploads(app: FastifyInstance, services: Services, places: UploadPlaces): void {
  void app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    // The body is left alone, whatever it is said to be, be it nonsense.
    uploads.addHook("onRequest", ({ headers }, _, done) => {
      headers["content-type"] = "application/octet-stream";
      done();
    });
    uploads.addContentTypeParser("*", (_, __, done) => done(null));
    const { file: mostBytes } = services.fileLimits;
    const route = { config: { arrivalMs: arrivalOf(mostBytes), mostBytes } };
    uploads.put<Visit>(`${FILES_PATH}${UPLOADS}/:token`, route, async (request, reply) => {
      const charge = services.costs.charge({ actor: null, clientAddress: request.clientAddress }, COST);
      if (!charge.granted) return tooMany(request, reply, charge.retryAfterMs);
      const address = services.fileAddresses.verified(UPLOADS, request.params.token);
      if (!address) return nothingHere(request, reply);
      if (address.expiresAt.getTime() <= services.clock.now()) return refuse(request, reply, expired);
      const upload = await uploadAt(services, address);
      if (!upload || upload.status === "RELEASED") return nothingHere(request, reply);
      if (upload.status !== "WAITING") return refuse(request, reply, received);
      const place = places.take(address.firmId, upload.uploaderId);
      if (!place) return tooMany(request, reply, 2_000);
      const refusal = await receive(services, request, address, upload, place.path).finally(() => place.leave());
      if (refusal === null) return reply.code(204).send();
      return refusal === "NOWHERE" ? nothingHere(request, reply) : refuse(request, reply, refusal);
    });
  });
}

type Started = Pick<Upload, "uploaderId" | "name" | "bytes" | "status">;

async function uploadAt({ database }: Services, { firmId, id }: VerifiedAddress): Promise<Started | undefined> {
  const text = `select uploader_id as "uploaderId", name, bytes, status from upload where firm_id = $1::uuid and id = $2::uuid`;
  const rows = await database.read({ firmId, personId: null }, text, [firmId, id]);
  return rows[0] as unknown as Started | undefined;
}

/** Takes one file. Whatever goes wrong, nothing of it is left, and it can be sent again. */
async function receive(
  services: Services,
  request: FastifyRequest,
  address: VerifiedAddress,
  { name, bytes }: Started,
  path: string,
): Promise<Refusal | null | "NOWHERE"> {
  const length = request.headers["content-length"];
  const wrongLength = (has: string): Refusal => [
    400,
    "WRONG_LENGTH",
    `The file has ${has} bytes, and the upload is for ${bytes}. Send that file, or start another upload.`,
  ];
  if (length !== undefined && Number(length) !== bytes) return wrongLength(length);
  const count = await UploadPlaces.write(request.raw, path, bytes).catch((error: unknown) => {
    if (request.raw.readableAborted) return undefined;
    throw error;
  });
  // Nobody waits for an answer any more.
  if (count === undefined) return wrongLength("fewer");
  if (count !== bytes) return wrongLength(count > bytes ? `more than ${bytes}` : String(count));

  const contentType = await contentTypeOf(path, name);
  if (contentType === undefined) {
    const message = `What is in the file is not what its name says, ${name}. Name it by what it is, or choose another.`;
    return [415, "WRONG_FILE_TYPE", message];
  }
  const before = await storing(() => store(services, address, contentType, path));
  if (before === "WAITING") return null;
  return before === undefined || before === "RELEASED" ? "NOWHERE" : received;
}

const expired: Refusal = [410, "ADDRESS_EXPIRED", "The address has expired. Ask for a new one."];
const received: Refusal = [409, "ALREADY_UPLOADED", "The file of this upload is there already. Start another upload."];

/**
 * Stores a file if its upload still waits for it. Gives the status that the upload had. It is locked meanwhile, so that nobody
 * replaces a file that is there, and nothing is stored of which no row knows.
 */
function store(
  services: Services,
  { firmId, id }: VerifiedAddress,
  contentType: string,
  path: string,
): Promise<Upload["status"] | undefined> {
  return executeWithoutActor(services, firmId, async (transaction) => {
    const text = "select status from upload where firm_id = $1::uuid and id = $2::uuid for no key update";
    const [locked] = await transaction.query<Pick<Upload, "status">>(text, [firmId, id]);
    if (locked?.status !== "WAITING") return locked?.status;
    await services.files.put({ firmId, id }, path);
    await transaction.update(Upload, { id }, { status: "RECEIVED", contentType });
    transaction.tell({ type: "upload.received", ids: { upload: id } });
    return "WAITING";
  });
}

/**
 * Lets a client send to its end, because one that is still sending when the connection closes only learns that it was lost, not
 * why. A client that sends more than any file may have is cut off.
 */
async function drained({ raw, routeOptions }: FastifyRequest): Promise<void> {
  const { mostBytes = 0 } = routeOptions.config;
  let bytes = 0;
  raw.on("data", (part: Buffer) => {
    bytes += part.length;
    if (bytes > mostBytes) raw.destroy();
  });
  await finished(raw).catch(() => undefined);
}

async function refuse(request: FastifyRequest, reply: FastifyReply, [status, code, message]: Refusal) {
  await drained(request);
  return reply.code(status).send(errorBody(code, message));
}

async function nothingHere(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await drained(request);
  reply.callNotFound();
  return reply;
}

async function tooMany(request: FastifyRequest, reply: FastifyReply, retryAfterMs: number): Promise<FastifyReply> {
  await drained(request);
  reply.header("retry-after", String(Math.ceil(retryAfterMs / 1_000)));
  return reply.code(429).send(errorBody("THROTTLED", "Too many uploads. Try again later.", { retryAfterMs }));
}
