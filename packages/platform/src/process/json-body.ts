import type { FastifyInstance } from "fastify";

/** Reading a body of more bytes takes long enough for others to wait. A shorter one also has no room for too many values. */
const LONG = 20_000;

/**
 * The maximum number of values in a body. Parsing a long text is cheap, but every small value becomes an object in
 * memory.
 */
const MOST_VALUES = 20_000;
const TOO_MANY_VALUES = `The body has more than ${MOST_VALUES} values. Send fewer at once.`;

/**
 * Accepts JSON bodies with a limited number of values. A body within the byte limit can contain a million of them, and
 * creating them would block everybody else. Long ones that arrive together are read one after the other, with a turn for
 * everybody else after each.
 */
export function takeJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("error", "error");
  const long: (() => void)[] = [];
  const readNext = () => {
    const read = long.shift()!;
    if (long.length > 0) setImmediate(readNext);
    read();
  };
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body: Buffer, done) => {
    if (body.length <= LONG) return parse(request, body.toString("utf8"), done);
    if (long.length === 0) setImmediate(readNext);
    long.push(() => {
      if (!hasMoreValues(body, MOST_VALUES)) void parse(request, body.toString("utf8"), done);
      else done(Object.assign(new Error(TOO_MANY_VALUES), { statusCode: 400 }));
    });
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
