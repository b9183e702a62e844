import type { FastifyInstance } from "fastify";

/** Values in a body at most. To parse a text takes little, however long; each of many small values takes an object of memory. */
const MOST_VALUES = 20_000;

/**
 * Takes JSON bodies of at most so many values. A body within the limit of bytes can have a million, and to make them would
 * keep the process from everybody else.
 */
export function takeJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body: Buffer, done) => {
    if (!hasMoreValues(body, MOST_VALUES)) return parse(request, body.toString("utf8"), done);
    const message = `The body has more than ${MOST_VALUES} values: send fewer at once.`;
    done(Object.assign(new Error(message), { statusCode: 400 }));
  });
}

const [QUOTE, BACKSLASH, COMMA, LIST, OBJECT] = ['"', "\\", ",", "[", "{"].map((char) => char.charCodeAt(0));

/** Each value but the first stands behind a comma, or is the first of a list or an object. */
function hasMoreValues(body: Buffer, most: number): boolean {
  let count = 1;
  let isText = false;
  for (let place = 0; place < body.length; place += 1) {
    const byte = body[place];
    if (isText) {
      if (byte === BACKSLASH) place += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === COMMA || byte === LIST || byte === OBJECT) {
      count += 1;
      if (count > most) return true;
    }
  }
  return false;
}
