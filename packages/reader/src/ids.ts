/**
 * API ids are a type prefix and the UUID's hex digits (`session_01a2077b48347173a840fc60893aae79`). They are readable
 * in a log, cost one concatenation in SQL, and tell `node(id)` the type.
 */
export function encodeId(prefix: string, uuid: string): string {
  return `${prefix}_${uuid.replaceAll("-", "")}`;
}

/** The UUID of an id with this prefix. Undefined if the text is not such an id. */
export function decodeId(prefix: string, id: string): string | undefined {
  if (!id.startsWith(`${prefix}_`)) return undefined;
  const hex = id.slice(prefix.length + 1);
  if (!/^[0-9a-f]{32}$/.test(hex)) return undefined;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The type prefix of an id. The rest is not checked. */
export function prefixOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf("_")));
}
