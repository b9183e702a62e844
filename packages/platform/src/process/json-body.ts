import type { FastifyInstance } from "fastify";

/**
 * The maximum number of values in a body. Parsing a long text is cheap, but every small value becomes an object in
 * memory.
 */
const MOST_VALUES = 20_000;

/**
 * Accepts JSON bodies with a limited number of values. A body within the byte limit can contain a million of them, and
 * creating them would block everybody else.
 */
export function takeJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body: Buffer, done) => {
    // A body of so few bytes has no room for them.
    if (body.length <= MOST_VALUES || !hasMoreValues(body, MOST_VALUES))
      return parse(request, body.toString("utf8"), done);
    const message = `The body has more than ${MOST_VALUES} values. Send fewer at once.`;
    done(Object.assign(new Error(message), { statusCode: 400 }));
  });
}

const [QUOTE, BACKSLASH, COMMA, LIST, OBJECT] = ['"', "\\", ",", "[", "{"].map((char) => char.charCodeAt(0));

/** Each value but the first follows a comma, or is the first in a list or object. */
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
