/**
 * Ids at the API are a type prefix and the UUID's hex digits (`session_01a2077b48347173a840fc60893aae79`): readable in a
 * log, one concatenation in SQL, and enough to find the type for `node(id)`.
 */
export function encodeId(prefix: string, uuid: string): string {
  return `${prefix}_${uuid.replaceAll("-", "")}`;
}

/** The UUID of an id with this prefix, or undefined where the text is no such id. */
export function decodeId(prefix: string, id: string): string | undefined {
  if (!id.startsWith(`${prefix}_`)) return undefined;
  const hex = id.slice(prefix.length + 1);
  if (!/^[0-9a-f]{32}$/.test(hex)) return undefined;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The type prefix of an id, without judging the rest. */
export function prefixOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf("_")));
}
