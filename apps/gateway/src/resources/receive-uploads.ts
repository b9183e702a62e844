import { finished } from "node:stream/promises";
import { executeWithoutActor, FILES_PATH, type VerifiedAddress } from "@coachwork/platform";
import { Upload } from "@coachwork/schema";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "../graphql/context.js";
import { type ErrorCode, errorBody } from "../graphql/error-codes.js";
import { contentTypeOf } from "./file-types.js";
import { UploadPlaces } from "./upload-places.js";

/** The kind of an upload in its address. */
export const UPLOADS = "upload";

/** The cost of an upload, from the budget of an anonymous address. */
const COST = 500;

/** Milliseconds in which a file must arrive: 25 MB at 1 Mbit/s. */
const ARRIVAL = 240_000;

type Visit = { readonly Params: { readonly token: string } };
type Refusal = readonly [status: number, code: ErrorCode, message: string];

/**
 * Takes files at PUT /files/upload/<token>. The address says who may send which file, so that no page needs a token of its own.
 * Bytes go to this machine first, and to the storage once they are whole and judged by what is in them.
 */
export function receiveUploads(app: FastifyInstance, services: Services, places: UploadPlaces): void {
  void app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    // The body is left alone, whatever it is said to be.
    uploads.addContentTypeParser("*", (_, __, done) => done(null));
    const route = { config: { arrivalMs: ARRIVAL } };
    uploads.put<Visit>(`${FILES_PATH}${UPLOADS}/:token`, route, async (request, reply) => {
      const charge = services.costs.charge({ actor: null, clientAddress: request.clientAddress }, COST);
      if (!charge.granted) return tooMany(request, reply, charge.retryAfterMs);
      const address = services.fileAddresses.verified(UPLOADS, request.params.token);
      if (!address) return nothingHere(request, reply);
      const place = places.take(address.firmId);
      if (!place) return tooMany(request, reply, 2_000);
      try {
        const refusal = await receive(services, request, address, place.path);
        if (refusal === null) return await reply.code(204).send();
        return refusal === "NOWHERE" ? await nothingHere(request, reply) : await refuse(request, reply, refusal);
      } finally {
        await place.leave();
      }
    });
  });
}

/** Takes one file. Whatever goes wrong, nothing of it is left, and it can be sent again. */
async function receive(
  services: Services,
  request: FastifyRequest,
  { firmId, id, expiresAt }: VerifiedAddress,
  path: string,
): Promise<Refusal | null | "NOWHERE"> {
  if (expiresAt.getTime() <= services.clock.now())
    return [410, "ADDRESS_EXPIRED", "The address has expired. Ask for a new one."];
  const text = "select name, bytes, status from upload where firm_id = $1::uuid and id = $2::uuid";
  const scope = { firmId, personId: null };
  const [upload] = (await services.database.read(scope, text, [firmId, id])) as unknown as Upload[];
  if (!upload || upload.status === "RELEASED") return "NOWHERE";
  if (upload.status !== "WAITING") return received;

  const { name, bytes } = upload;
  const length = request.headers["content-length"];
  const wrongLength = (has: string): Refusal => [
    400,
    "WRONG_LENGTH",
    `The file has ${has} bytes, and the upload is for ${bytes}. Send that file, or start another upload.`,
  ];
  if (length !== undefined && Number(length) !== bytes) return wrongLength(length);
  const count = await UploadPlaces.write(request.raw, path, bytes);
  if (count !== bytes) return wrongLength(count > bytes ? `more than ${bytes}` : String(count));

  const contentType = await contentTypeOf(path, name);
  if (contentType === undefined) {
    const message = `What is in the file is not what its name says, ${name}. Name it by what it is, or choose another.`;
    return [415, "WRONG_FILE_TYPE", message];
  }
  await services.files.put({ firmId, id }, path);
  return (await markReceived(services, firmId, id, contentType)) ? null : received;
}

const received: Refusal = [409, "ALREADY_UPLOADED", "The file of this upload is there already. Start another upload."];

/** Two who send the same file at once have the same bytes judged alike, and the first is taken. */
function markReceived(services: Services, firmId: string, id: string, contentType: string): Promise<boolean> {
  return executeWithoutActor(services, firmId, async (transaction) => {
    const changes = { status: "RECEIVED", contentType } as const;
    if ((await transaction.update(Upload, { id, status: "WAITING" }, changes)) === 0) return false;
    transaction.tell({ type: "upload.received", ids: { upload: id } });
    return true;
  });
}

/** A client that is still sending when the connection closes only learns that it was lost, not why. */
async function drained(request: FastifyRequest): Promise<void> {
  await finished(request.raw.resume()).catch(() => undefined);
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
